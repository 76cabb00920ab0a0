//! A web view that shows something: what WebKitGTK needs on some machines.

/// Starts the program again without WebKitGTK's DMA-BUF renderer where NVIDIA's own driver is loaded.
///
/// With that driver the renderer gives white windows, or none and a protocol error on Wayland (WebKit bugs 259644, 262607).
/// Everywhere else it is the quicker way, so it stays on. WebKit reads the variable in this process and in those it starts; a
/// running program cannot set a variable safely once it has threads, so the program replaces itself, once, before it has any.
/// A user who set the variable, to whatever value, has decided.
#[cfg(target_os = "linux")]
pub(crate) fn choose_renderer() {
    use std::os::unix::process::CommandExt;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    const NVIDIA_DRIVER: &str = "/proc/driver/nvidia/version";
    if std::env::var_os(VARIABLE).is_some() || !std::path::Path::new(NVIDIA_DRIVER).exists() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let mut arguments = std::env::args_os();
        let name = arguments.next().unwrap_or_default();
        // `exec` comes back only where it failed; then the window is tried as it is.
        let _ = std::process::Command::new(program)
            .arg0(name)
            .args(arguments)
            .env(VARIABLE, "1")
            .exec();
    }
}

/// Other systems bring their own web view.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose_renderer() {}

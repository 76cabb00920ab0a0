//! A web view that shows something, and soon: what WebKitGTK needs on some machines.

/// Starts the program again without WebKitGTK's DMA-BUF renderer where that renderer does harm.
///
/// - NVIDIA's own driver: white windows, or none and a protocol error on Wayland (WebKit bugs 259644 and 262607).
/// - No graphics device, as on a server or under Xvfb: the renderer draws with OpenGL in software all the same. Without it the
///   first paint came after 0.6 to 0.9 s instead of 1.0 to 1.4 s, and the web process took 122 MB instead of 198 MB
///   (WebKitGTK 2.50, two cores).
///
/// Everywhere else it is the quicker way, and stays on. WebKit reads the variable in this process and in those it starts; a
/// running program cannot set a variable safely once it has threads, so the program replaces itself, once, before it has any.
/// A user who set the variable, to whatever value, has decided.
#[cfg(target_os = "linux")]
pub(crate) fn choose_renderer() {
    use std::os::unix::process::CommandExt;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() || !does_harm() {
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

#[cfg(target_os = "linux")]
fn does_harm() -> bool {
    const NVIDIA_DRIVER: &str = "/proc/driver/nvidia/version";
    const GRAPHICS_DEVICES: &str = "/dev/dri";
    let is_there = |path| std::path::Path::new(path).exists();
    is_there(NVIDIA_DRIVER) || !is_there(GRAPHICS_DEVICES)
}

/// Other systems bring their own web view.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose_renderer() {}

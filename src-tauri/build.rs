//! Makes what the program is built with besides its code: permissions, and on Windows the icon. It is built anew with each new page.

use std::error::Error;
use std::path::Path;

/// The page, as `npm run build` in `ui/app` writes it.
const PAGE: &str = "../ui/app/dist/index.html";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=capabilities");
    println!("cargo:rerun-if-changed={PAGE}");
    if !Path::new(PAGE).exists() {
        return Err(format!("{PAGE} is not there: `cargo xtask setup` builds it").into());
    }
    tauri_build::try_build(tauri_build::Attributes::new())?;
    Ok(())
}

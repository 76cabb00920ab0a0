//! Has a release built anew when the page that it carries was built anew.
//!
//! A development build reads the page's folder while it runs, and has nothing to watch. In a release the compiler tracks the
//! files that were there before; this tells Cargo of new ones, and of a folder that comes or goes. Where there is none, the
//! crate is built anew each time: Cargo cannot watch what does not exist.

fn main() {
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let watched = if is_release { "../../ui/app/dist" } else { "build.rs" };
    println!("cargo::rerun-if-changed={watched}");
}

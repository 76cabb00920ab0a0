//! The file in the home that says where its node listens.

use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The most bytes of the file.
const MAX_BYTES: u64 = 4096;

#[derive(Serialize, Deserialize)]
struct Address {
    url: String,
}

/// Where the home's node said it listens. It may be gone since: the file counts only while a process holds the home, since
/// whoever was killed leaves it behind and another program may have taken the port.
pub fn announced(home: &Path) -> Option<String> {
    let path = path(home);
    if fs::metadata(&path).ok()?.len() > MAX_BYTES {
        return None;
    }
    let address: Address = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    Some(address.url)
}

/// Writes where the node of `home` listens.
pub(crate) fn announce(home: &Path, url: &str) -> io::Result<()> {
    let path = path(home);
    let draft = path.with_extension("new");
    let address = Address { url: url.to_owned() };
    fs::write(&draft, serde_json::to_vec(&address)?).and_then(|()| fs::rename(&draft, &path))
}

/// Takes it back.
pub(crate) fn retract(home: &Path) {
    // Where it cannot be deleted it is believed no longer all the same.
    let _ = fs::remove_file(path(home));
}

fn path(home: &Path) -> PathBuf {
    home.join("node.json")
}

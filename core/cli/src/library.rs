//! The starter library: essays on how Byline works and why, by several authors.

macro_rules! essays {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../assets/library/", $name)))),*]
    };
}

/// File names and texts.
pub const ESSAYS: &[(&str, &str)] = essays![
    "from-a-sentence-to-a-root.md",
    "le-compte-juste.md",
    "lending-a-gpu-without-noticing.md",
    "madha-yabqa-baad-al-sahb.md",
    "many-small-voices.md",
    "primero-en-publicar.md",
    "remove-this-source-and-ask-again.md",
    "seed-phrase-ko-sambhalna.md",
    "signed-by-you-alone.md",
    "what-a-receipt-says.md",
    "what-the-server-sees.md",
    "why-a-byline-matters.md",
    "xian-shi-hou-tou.md",
];

#[cfg(test)]
mod tests {
    use super::ESSAYS;
    use std::collections::BTreeSet;

    #[test]
    fn every_essay_of_the_folder_is_in_the_binary() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/library");
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let listed: BTreeSet<String> = ESSAYS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(files.collect::<BTreeSet<_>>(), listed);
    }
}

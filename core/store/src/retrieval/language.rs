//! The languages that have a stemmer or a list of function words, and the guess of a text's language.

use super::script::Script;
use rust_stemmers::Algorithm;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A language, as far as retrieval treats it differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Not known: words of the Latin script are taken as they stand.
    Unknown,
    /// Arabic.
    Arabic,
    /// Chinese, simplified or traditional.
    Chinese,
    /// Danish.
    Danish,
    /// Dutch.
    Dutch,
    /// English.
    English,
    /// Finnish.
    Finnish,
    /// French.
    French,
    /// German.
    German,
    /// Greek.
    Greek,
    /// Hindi.
    Hindi,
    /// Hungarian.
    Hungarian,
    /// Italian.
    Italian,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Norwegian.
    Norwegian,
    /// Portuguese.
    Portuguese,
    /// Romanian.
    Romanian,
    /// Russian.
    Russian,
    /// Spanish.
    Spanish,
    /// Swedish.
    Swedish,
    /// Tamil.
    Tamil,
    /// Thai.
    Thai,
    /// Turkish.
    Turkish,
    /// Known by its tag, and without a stemmer here.
    Other,
}

/// What is known of a language: its BCP-47 primary subtag, its ISO 639-3 code, its name here and its function words: the
/// words that tell it from others and that say nothing about the subject of a question.
struct Profile {
    tag: &'static str,
    code: &'static str,
    language: Language,
    function_words: &'static str,
}

/// In a text whose language is told by its function words, there is one long one (three letters or more) or two short ones
/// at least among this many words.
const WORDS_FOR_A_FUNCTION_WORD: usize = 8;
/// What a long function word counts; a short one counts 1.
const LONG_FUNCTION_WORD: usize = 2;
/// Words of a text that are looked at to guess its language.
const GUESS_WORDS: usize = 400;

impl Language {
    /// The language of a BCP-47 tag (`en`, `en-GB`, also `eng`); `und`, an empty and an ill-formed tag are `Unknown`.
    pub fn from_tag(tag: &str) -> Language {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "" | "und" | "mul" | "zxx" => Language::Unknown,
            "nb" | "nn" | "nob" | "nno" => Language::Norwegian,
            "cmn" | "yue" => Language::Chinese,
            "arb" => Language::Arabic,
            _ => PROFILES
                .iter()
                .find(|profile| profile.tag == primary || profile.code == primary)
                .map_or(Language::Other, |profile| profile.language),
        }
    }

    /// The primary subtag by which the store keeps the language: `und` where it is not known, and `mis` (ISO 639-2,
    /// "uncoded") for one that is not treated apart.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Unknown => "und",
            Language::Other => "mis",
            _ => PROFILES
                .iter()
                .find(|profile| profile.language == self)
                .map_or("und", |profile| profile.tag),
        }
    }

    /// The language of a text: that of its tag, or else a guess from its script and its function words.
    pub fn of_text(text: &str, tag: &str) -> Language {
        match Language::from_tag(tag) {
            Language::Unknown => guess(text),
            known => known,
        }
    }

    /// The script that the language is written in, where it has one stemmer's script or one of its own.
    pub(crate) fn script(self) -> Script {
        match self {
            Language::Arabic => Script::Arabic,
            Language::Chinese => Script::Han,
            Language::Greek => Script::Greek,
            Language::Hindi => Script::Devanagari,
            Language::Japanese => Script::Kana,
            Language::Korean => Script::Hangul,
            Language::Russian => Script::Cyrillic,
            Language::Tamil => Script::Tamil,
            Language::Thai => Script::Thai,
            Language::Unknown | Language::Other => Script::Other,
            _ => Script::Latin,
        }
    }

    /// The language whose rules hold for words of `script` inside a text of this language: a foreign word in a text is
    /// most often English, and a script that one language dominates is that language's.
    pub(crate) fn for_script(self, script: Script) -> Language {
        if self == Language::Other || self.script() == script {
            return self;
        }
        match script {
            Script::Latin if self != Language::Unknown => Language::English,
            Script::Arabic => Language::Arabic,
            Script::Greek => Language::Greek,
            Script::Cyrillic => Language::Russian,
            Script::Devanagari => Language::Hindi,
            Script::Tamil => Language::Tamil,
            Script::Thai => Language::Thai,
            _ => Language::Unknown,
        }
    }

    /// The Snowball algorithm of the language, where there is one. Hindi has its own stemmer in this crate.
    pub(crate) fn snowball(self) -> Option<Algorithm> {
        Some(match self {
            Language::Arabic => Algorithm::Arabic,
            Language::Danish => Algorithm::Danish,
            Language::Dutch => Algorithm::Dutch,
            Language::English => Algorithm::English,
            Language::Finnish => Algorithm::Finnish,
            Language::French => Algorithm::French,
            Language::German => Algorithm::German,
            Language::Greek => Algorithm::Greek,
            Language::Hungarian => Algorithm::Hungarian,
            Language::Italian => Algorithm::Italian,
            Language::Norwegian => Algorithm::Norwegian,
            Language::Portuguese => Algorithm::Portuguese,
            Language::Romanian => Algorithm::Romanian,
            Language::Russian => Algorithm::Russian,
            Language::Spanish => Algorithm::Spanish,
            Language::Swedish => Algorithm::Swedish,
            Language::Tamil => Algorithm::Tamil,
            Language::Turkish => Algorithm::Turkish,
            _ => return None,
        })
    }
}

/// Whether `word` (lower case) is a function word of `language`.
pub(crate) fn is_function_word(word: &str, language: Language) -> bool {
    function_words()
        .get(word)
        .is_some_and(|languages| languages.contains(&language))
}

fn guess(text: &str) -> Language {
    match dominant_script(text) {
        Script::Latin => guess_latin(text),
        Script::Han => Language::Chinese,
        Script::Kana => Language::Japanese,
        Script::Hangul => Language::Korean,
        script => Language::Unknown.for_script(script),
    }
}

/// The script of most letters at the head of a text. Any good part of kana makes Han text Japanese.
fn dominant_script(text: &str) -> Script {
    let mut counts: BTreeMap<Script, usize> = BTreeMap::new();
    for script in text.chars().take(GUESS_WORDS * 6).map(Script::of) {
        *counts.entry(script).or_default() += 1;
    }
    counts.remove(&Script::Other);
    let kana = counts.get(&Script::Kana).copied().unwrap_or_default();
    let han = counts.get(&Script::Han).copied().unwrap_or_default();
    if kana * 10 > han && han > 0 {
        counts.insert(Script::Kana, kana + han);
    }
    let most = counts.into_iter().rev().max_by_key(|&(_, count)| count);
    most.map_or(Script::Other, |(script, _)| script)
}

/// The Latin-script language with the most function words in the text, if they are frequent enough to tell.
fn guess_latin(text: &str) -> Language {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    let mut words = 0;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(GUESS_WORDS)
    {
        words += 1;
        let word = word.to_lowercase();
        let counted = if word.chars().nth(2).is_some() {
            LONG_FUNCTION_WORD
        } else {
            1
        };
        for &language in function_words().get(word.as_str()).into_iter().flatten() {
            *counts.entry(language).or_default() += counted;
        }
    }
    let latin = counts
        .into_iter()
        .filter(|(language, _)| language.script() == Script::Latin);
    match latin.rev().max_by_key(|&(_, count)| count) {
        Some((language, count)) if enough(count, words) => language,
        _ => Language::Unknown,
    }
}

fn enough(count: usize, words: usize) -> bool {
    count >= LONG_FUNCTION_WORD && count * WORDS_FOR_A_FUNCTION_WORD >= words * LONG_FUNCTION_WORD
}

fn function_words() -> &'static BTreeMap<&'static str, Vec<Language>> {
    static WORDS: OnceLock<BTreeMap<&'static str, Vec<Language>>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: BTreeMap<&'static str, Vec<Language>> = BTreeMap::new();
        for profile in PROFILES {
            for word in profile.function_words.split_whitespace() {
                words.entry(word).or_default().push(profile.language);
            }
        }
        words
    })
}

#[rustfmt::skip]
const PROFILES: &[Profile] = &[
    Profile { tag: "ar", code: "ara", language: Language::Arabic, function_words:
        "من في على إلى الى عن مع ما ماذا متى أين اين كيف كم لماذا هل أي اي أية التي الذي الذين هو هي هم كان كانت يكون تكون هذا هذه ذلك تلك أن ان إن أو او ثم قد لم لن لا بين كل بعد قبل عند حيث منذ حتى أيضا غير كما لكن اسم ما هو ما هي" },
    Profile { tag: "zh", code: "zho", language: Language::Chinese, function_words:
        "的 是 了 在 和 与 或 我 你 他 她 它 我们 你们 他们 什么 甚么 为什么 怎么 怎样 如何 哪 哪里 哪些 哪个 谁 多少 几 吗 呢 吧 啊 请问 有 这 那 这个 那个 也 都 就 及 被 把 對 对 于 什麼 為什麼 怎麼 嗎 誰 哪裡 與 於" },
    Profile { tag: "da", code: "dan", language: Language::Danish, function_words:
        "og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne hvem hvornår hvorfor hvordan hvilken" },
    Profile { tag: "nl", code: "nld", language: Language::Dutch, function_words:
        "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want nog zal wie waar wanneer waarom welke worden werd" },
    Profile { tag: "en", code: "eng", language: Language::English, function_words:
        "the of and to a in is it that was for on are as with his they at be this from i have or by had not but what all were when we there can an your which their if do will each about how up out them then she many some so these would other into has her him see could did no my who whom whose where why does than been its am our you he me any may should might must because while during between also such only very just upon" },
    Profile { tag: "fi", code: "fin", language: Language::Finnish, function_words:
        "ja on ei että oli se hän ovat mutta kun niin joka kuin myös sen tai jos ole vain hänen sitä minä mitä mikä kuka missä milloin miksi miten olla ollut tämä tämän jonka jotka mukaan kanssa" },
    Profile { tag: "fr", code: "fra", language: Language::French, function_words:
        "de la le et les des en un une du est que dans qui par pour au sur pas plus ne se ce il sont la avec son sa ses ou aux été elle cette d l qu n s c j y leur ont comme mais nous vous je tu on lui être avait fait tout quel quelle quels quelles quoi où quand comment pourquoi combien dont" },
    Profile { tag: "de", code: "deu", language: Language::German, function_words:
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man wer was wo wann warum welche welcher welches wurde wurden ich wir ihr" },
    Profile { tag: "el", code: "ell", language: Language::Greek, function_words:
        "και το να του η της με που την από για είναι τα ο τον οι των σε στο στη στην τι τις ως θα δεν μια ένα αυτό ποιος ποια ποιο πού πότε γιατί πώς ή" },
    Profile { tag: "hi", code: "hin", language: Language::Hindi, function_words:
        "के का की है में से को और एक पर यह हैं कि जो ने हो था थे थी वह इस भी नहीं तो ही या हुआ कर किया गया लिए साथ अपने उस उन इन क्या कौन कब कहाँ कहां क्यों कैसे कितना कितने कितनी किस किसने किसी कौनसा जब तक द्वारा होता होती होते" },
    Profile { tag: "hu", code: "hun", language: Language::Hungarian, function_words:
        "a az és hogy nem is egy ez volt meg csak már de mint el ha azt vagy be ki még le van lesz minden amely aki ami kell lehet ezt után mi ki hol mikor miért hogyan melyik" },
    Profile { tag: "it", code: "ita", language: Language::Italian, function_words:
        "di e il la che in a per un è del non sono una con si da le della i dei al come più lo alla nel ma ha gli anche o se delle su dal questo ai era ed degli cui nella suo sua chi cosa quando dove perché quale quali quanto quanti stato" },
    Profile { tag: "ja", code: "jpn", language: Language::Japanese, function_words:
        "の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう また もの という あり まで られ なる へ か だ これ によって により おり より による ず なり られる において ば なかっ なく しかし について せ だっ それ ます です です か 何 なに なぜ どう どこ いつ 誰 だれ どの どれ いくつ どのように" },
    Profile { tag: "ko", code: "kor", language: Language::Korean, function_words:
        "이 그 저 것 수 등 및 는 은 가 를 을 의 에 와 과 무엇 무엇인가 누구 언제 어디 왜 어떻게 어떤 몇 있는 하는 있다 이다 한다" },
    Profile { tag: "no", code: "nor", language: Language::Norwegian, function_words:
        "og i jeg det at en et den til er som på de med han av ikke der så var meg seg men ett har om vi min mitt ha hadde hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv sjøl her alle vil bli ble blei blitt kunne hvem når hvorfor hvordan hvilken" },
    Profile { tag: "pt", code: "por", language: Language::Portuguese, function_words:
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos quem qual quais onde porque quanto quantos são" },
    Profile { tag: "ro", code: "ron", language: Language::Romanian, function_words:
        "de a și în la o cu pe care că din nu un este pentru al mai au fost ca se lui prin sau ce sunt fi dar ale această acest cele cel după fără unei unui cine unde când cum cât despre" },
    Profile { tag: "ru", code: "rus", language: Language::Russian, function_words:
        "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь кто где почему какой какая какие каком чем чего сколько это этот эта для при их были была который которые" },
    Profile { tag: "es", code: "spa", language: Language::Spanish, function_words:
        "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante es son fue era qué quién cuál cuáles cuándo dónde cómo cuánto cuántos cuántas ha han" },
    Profile { tag: "sv", code: "swe", language: Language::Swedish, function_words:
        "och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter upp vi dem vara vad över än dig kan sina här vem varför hur vilken vilket vilka" },
    Profile { tag: "ta", code: "tam", language: Language::Tamil, function_words:
        "ஒரு என்று மற்றும் இந்த இது என்ற கொண்டு என்பது பல ஆகும் அல்லது அவர் நான் உள்ள அந்த என்ன யார் எப்போது எங்கே ஏன் எப்படி எத்தனை" },
    Profile { tag: "th", code: "tha", language: Language::Thai, function_words:
        "ที่ และ ใน ของ การ เป็น มี ได้ จะ ไม่ ให้ ว่า กับ ความ จาก โดย แต่ หรือ นี้ ซึ่ง ก็ คือ อะไร ใคร ที่ไหน ไหน เมื่อไร เมื่อไหร่ เมื่อใด ทำไม อย่างไร เท่าไร เท่าไหร่ กี่ ไหม บ้าง ถูก ต่อ" },
    Profile { tag: "tr", code: "tur", language: Language::Turkish, function_words:
        "ve bir bu da de için ile olarak çok daha en ne gibi kadar olan sonra o mi mı ama ya ki değil var hangi kim nerede zaman neden nasıl kaç tarafından her şey" },
];

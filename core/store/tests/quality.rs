//! How good retrieval is, on the collections in `../shared/data/corpora`; says so and passes where they are not.

#![expect(
    clippy::print_stderr,
    reason = "a test that is skipped says why, and one that measures says what"
)]
#![expect(
    clippy::unwrap_used,
    reason = "this measures: what it reads is there, or there is nothing to measure"
)]

mod corpora;

use byline_store::{Query, Ranking, Store};
use corpora::{Collection, Document, Library, Measures, Titles};
use std::io::Read;
use std::path::{Path, PathBuf};

const UDHR: &str = "the texts of the Universal Declaration of Human Rights";

fn folder(what: &str) -> Option<PathBuf> {
    let folder = corpora::folder();
    if folder.is_none() {
        eprintln!("skipped: {what} is not here (../shared/data/corpora)");
    }
    folder
}

fn measure(collection: &Collection, depth: usize, tagged: bool) -> Measures {
    let library = Library::of(collection, Titles::FirstLine, tagged);
    let measures = library.measure(&collection.questions, depth, &Ranking::default());
    eprintln!("{measures:.4?}");
    measures
}

#[test]
fn cranfield_is_ranked_better_than_by_plain_bm25() {
    let Some(folder) = folder("Cranfield") else { return };
    let measures = measure(&corpora::cranfield(&folder), 300, true);
    assert!(measures.ndcg10 >= 0.385, "{measures:?}");
    assert!(measures.map >= 0.305, "{measures:?}");
}

#[test]
fn english_questions_find_their_paragraph_better_than_by_plain_bm25() {
    let Some(folder) = folder("XQuAD") else { return };
    let measures = measure(&corpora::xquad(&folder, "en"), 10, true);
    assert!(measures.hit1 >= 0.935, "{measures:?}");
}

#[test]
fn arabic_questions_find_their_paragraph_better_than_by_plain_bm25() {
    let Some(folder) = folder("XQuAD") else { return };
    let measures = measure(&corpora::xquad(&folder, "ar"), 10, true);
    assert!(measures.hit1 >= 0.875, "{measures:?}");
}

#[test]
fn works_whose_language_is_not_told_are_found_as_well() {
    let Some(folder) = folder("XQuAD") else { return };
    let english = measure(&corpora::xquad(&folder, "en"), 10, false);
    assert!(english.hit1 >= 0.935, "{english:?}");
    let arabic = measure(&corpora::xquad(&folder, "ar"), 10, false);
    assert!(arabic.hit1 >= 0.875, "{arabic:?}");
}

/// Questions on articles of the Declaration, as people who do not remember its wording ask them.
/// Language, texts, title, and questions with the place of their answer.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(usize, &'static str)],
);

const QUESTIONS: &[Case] = &[
    (
        "cmn_hans",
        "zh",
        "条",
        &[
            (4, "可以买卖奴隶吗？"),
            (5, "酷刑"),
            (9, "任意逮捕和拘禁"),
            (13, "离开自己的国家并返回"),
            (15, "谁有权享有国籍？"),
            (16, "结婚需要双方同意吗"),
            (17, "财产可以被剥夺吗？"),
            (18, "宗教自由"),
            (19, "发表意见的自由"),
            (20, "和平集会"),
            (23, "同工同酬"),
            (24, "休息和闲暇"),
            (26, "初级教育是免费的吗？"),
            (27, "参加文化生活，享受艺术"),
        ],
    ),
    (
        "jpn",
        "ja",
        "条",
        &[
            (4, "奴隷の売買は許されますか"),
            (5, "拷問は禁止されていますか"),
            (9, "逮捕や拘禁"),
            (14, "迫害から逃れて避難する"),
            (15, "国籍を変更することはできますか？"),
            (16, "婚姻には合意が必要ですか"),
            (17, "財産を所有する権利"),
            (20, "平和的な集会"),
            (23, "同等の報酬、労働組合"),
            (24, "休息と余暇"),
            (26, "初等教育は無償ですか？"),
            (27, "文化生活と芸術"),
        ],
    ),
    (
        "tha",
        "th",
        "ข้อ",
        &[
            (4, "การค้าทาสถูกห้ามหรือไม่"),
            (5, "การทรมาน"),
            (9, "การจับกุมและกักขัง"),
            (14, "ลี้ภัยไปประเทศอื่น"),
            (15, "เปลี่ยนสัญชาติได้ไหม"),
            (16, "การสมรสและครอบครัว"),
            (17, "ใครมีสิทธิเป็นเจ้าของทรัพย์สิน"),
            (20, "การชุมนุมโดยสันติ"),
            (24, "พักผ่อนและเวลาว่าง"),
            (26, "การศึกษาขั้นประถมไม่ต้องเสียเงินใช่ไหม"),
            (27, "วัฒนธรรมและศิลปะ"),
        ],
    ),
    (
        "hin",
        "hi",
        "अनुच्छेद",
        &[
            (4, "क्या गुलामों का व्यापार मना है?"),
            (5, "यातना"),
            (9, "मनमानी गिरफ्तारी"),
            (14, "दूसरे देश में शरण"),
            (15, "नागरिकता बदलने का अधिकार किसे है?"),
            (16, "विवाह के लिए सहमति"),
            (18, "धर्म की आजादी"),
            (24, "आराम, विश्राम और छुट्टी"),
            (26, "प्रारंभिक शिक्षा निःशुल्क है क्या?"),
            (27, "कला और संस्कृति"),
        ],
    ),
    (
        "kor",
        "ko",
        "조",
        &[
            (4, "노예 매매는 금지되어 있나요?"),
            (5, "고문"),
            (9, "체포와 구금"),
            (15, "국적을 변경할 수 있는가"),
            (16, "결혼과 혼인, 배우자의 동의"),
            (17, "재산을 빼앗을 수 있나요"),
            (24, "휴식과 여가"),
            (26, "초등교육은 무상입니까?"),
        ],
    ),
    (
        "arb",
        "ar",
        "المادة",
        &[
            (4, "هل تجوز تجارة الرقيق؟"),
            (5, "التعذيب"),
            (14, "لجوء إلى بلد آخر هربا من اضطهاد"),
            (15, "من له حق في جنسية؟"),
            (16, "زواج وأسرة"),
            (24, "راحة وأوقات فراغ"),
            (26, "هل التعليم الأولي مجاني؟"),
        ],
    ),
    (
        "rus",
        "ru",
        "Статья",
        &[
            (4, "запрещена ли работорговля?"),
            (5, "пытки"),
            (14, "убежище в другой стране"),
            (15, "можно ли сменить гражданство"),
            (17, "владение имуществом"),
            (24, "отдых и досуг"),
            (26, "бесплатное образование"),
        ],
    ),
];

#[test]
fn articles_of_the_declaration_are_found_in_every_script() {
    let Some(folder) = folder(UDHR) else { return };
    let folder = folder.join("udhr2.zip");
    let (mut asked, mut first, mut third) = (0.0, 0.0, 0.0);
    let library = Library::of(&declarations(&folder), Titles::Empty, true);
    for (file, _, _, questions) in QUESTIONS {
        for (article, question) in *questions {
            let found = library.search(question, 10, &Ranking::default());
            let rank = found.iter().position(|key| *key == format!("{file} {article}"));
            eprintln!("{file} {article}: rank {rank:?} for {question}");
            asked += 1.0;
            first += f64::from(rank == Some(0));
            third += f64::from(rank.is_some_and(|rank| rank < 3));
        }
    }
    eprintln!("first: {:.3}, among three: {:.3}", first / asked, third / asked);
    assert!(first / asked >= 0.85 && third / asked >= 0.95);
}

/// Every article in every language of the questions is a document.
fn declarations(zip: &Path) -> Collection {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let mut documents = vec![];
    for (file, language, heading, _) in QUESTIONS {
        let mut text = String::new();
        let name = format!("udhr2/{file}.txt");
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        let articles = articles(&text, heading);
        assert_eq!(articles.len(), 30, "{file}");
        documents.extend(articles.into_iter().enumerate().map(|(number, text)| Document {
            key: format!("{file} {}", number + 1),
            title: String::new(),
            text,
            language,
        }));
    }
    Collection {
        documents,
        questions: vec![],
    }
}

fn articles(text: &str, heading: &str) -> Vec<String> {
    let mut articles: Vec<String> = vec![];
    for line in text.lines().map(str::trim) {
        let is_heading = line.contains(heading) && line.chars().count() < 16;
        if is_heading {
            articles.push(String::new());
        } else if let Some(article) = articles.last_mut() {
            article.push_str(line);
            article.push('\n');
        }
    }
    articles
}

#[test]
fn results_do_not_depend_on_when_they_are_asked() {
    let Some(folder) = folder("Cranfield") else { return };
    let collection = corpora::cranfield(&folder);
    let (one, other) = (
        Library::of(&collection, Titles::Given, true),
        Library::of(&collection, Titles::Given, true),
    );
    for question in collection.questions.iter().step_by(10) {
        assert_eq!(ids(&one.store, &question.text), ids(&other.store, &question.text));
    }
}

fn ids(store: &Store, text: &str) -> Vec<(String, String)> {
    let query = Query {
        text,
        limit: 50,
        ..Query::default()
    };
    let hits = store.read().unwrap().search(&query).unwrap();
    hits.iter()
        .map(|hit| {
            (
                format!("{}:{}", hit.work, hit.passage.range),
                format!("{:e}", hit.score),
            )
        })
        .collect()
}

//! Searching: scripts, exclusions, order, and hostile questions.

use super::{Home, Sample};
use crate::{Hit, Query};
use byline_types::WorkId;
use byline_work::{LeafRange, PassageId};

fn search(home: &Home, text: &str) -> Vec<Hit> {
    let query = Query {
        text,
        limit: 10,
        ..Query::default()
    };
    home.store.read().unwrap().search(&query).unwrap()
}

fn first(home: &Home, text: &str) -> Option<u8> {
    search(home, text).first().map(|hit| hit.work.as_bytes()[0])
}

/// Two texts each in eight scripts, on gardening and on ships.
const TEXTS: &[(&str, &str)] = &[
    (
        "Roses need pruning in the winter. A gardener cuts the old branches away.",
        "The ship left the harbour at dawn. Sailors hoisted the sails.",
    ),
    (
        "玫瑰在冬天需要修剪。园丁剪去老枝。",
        "轮船在黎明离开港口。水手们升起了船帆。",
    ),
    (
        "バラは冬に剪定が必要です。庭師が古い枝を切ります。",
        "船は夜明けに港を出ました。船員たちは帆を上げました。",
    ),
    (
        "กุหลาบต้องตัดแต่งกิ่งในฤดูหนาว ชาวสวนตัดกิ่งเก่าออก",
        "เรือออกจากท่าเรือตอนรุ่งเช้า ลูกเรือชักใบเรือขึ้น",
    ),
    (
        "गुलाब की छँटाई सर्दियों में करनी पड़ती है। माली पुरानी शाखाओं को काट देता है।",
        "जहाज़ भोर में बंदरगाह से निकला। नाविकों ने पाल उठाए।",
    ),
    (
        "تحتاج الورود إلى التقليم في الشتاء. يقطع البستاني الأغصان القديمة.",
        "غادرت السفينة الميناء عند الفجر. ورفع البحارة الأشرعة.",
    ),
    (
        "장미는 겨울에 가지치기가 필요하다. 정원사가 오래된 가지를 자른다.",
        "배는 새벽에 항구를 떠났다. 선원들이 돛을 올렸다.",
    ),
    (
        "Розы нужно обрезать зимой. Садовник срезает старые ветви.",
        "Корабль покинул гавань на рассвете. Моряки подняли паруса.",
    ),
];

const QUESTIONS: &[(&str, &str)] = &[
    ("who cuts branches?", "when do ships leave a harbour?"),
    ("怎么修剪玫瑰？", "水手在港口"),
    ("枝の剪定はいつですか", "港を出た船"),
    ("การตัดแต่งกุหลาบ", "ท่าเรือ"),
    ("माली शाखा क्यों काटता है", "जहाज बन्दरगाह से कब निकले"),
    ("متى يكون تقليم وردة؟", "متى غادرت سفينة ميناء"),
    ("정원사는 무엇을 자르나요", "항구에서 배가 언제 떠났나"),
    ("когда обрезают розу?", "гавани и корабли"),
];

#[test]
fn every_script_finds_its_texts() {
    let home = Home::new();
    for (number, (garden, ship)) in (0u8..).zip(TEXTS) {
        Sample::new(number * 2, "", garden).add(&home);
        Sample::new(number * 2 + 1, "", ship).add(&home);
    }
    for (number, (garden, ship)) in (0u8..).zip(QUESTIONS) {
        assert_eq!(first(&home, garden), Some(number * 2), "{garden}");
        assert_eq!(first(&home, ship), Some(number * 2 + 1), "{ship}");
    }
}

#[test]
fn a_question_in_one_language_finds_words_stemmed_in_another() {
    let home = Home::new();
    let mut german = Sample::new(
        1,
        "",
        "Die Zeitungen berichten von den Wahlen, und die Leser warten auf das Ergebnis.",
    );
    german.language = "de";
    german.add(&home);
    Sample::new(
        2,
        "",
        "The newspapers report on the elections, and their readers wait for the outcome.",
    )
    .add(&home);
    assert_eq!(first(&home, "Zeitung"), Some(1));
    assert_eq!(first(&home, "what is a Zeitung"), Some(1));
    assert_eq!(first(&home, "newspaper reader"), Some(2));
}

#[test]
fn a_title_is_found_even_when_the_text_lacks_its_words() {
    let home = Home::new();
    Sample::new(1, "Beekeeping for beginners", "Start with one hive and a good smoker.").add(&home);
    Sample::new(2, "Sailing", "Start with one small boat and a good rope.").add(&home);
    assert_eq!(first(&home, "beekeeping"), Some(1));
    assert_eq!(first(&home, "how does a beginner start?"), Some(1));
    let hit = search(&home, "beekeeping").remove(0);
    assert!(hit.signals.title > 0.0 && hit.signals.passage == 0.0);
}

#[test]
fn what_is_excluded_is_not_found() {
    let home = Home::new();
    let samples: Vec<Sample> = (1..6)
        .map(|n| Sample::new(n, "", "Clover honey is pale. It sets hard."))
        .collect();
    samples.iter().for_each(|sample| sample.add(&home));
    let query = Query {
        text: "honey",
        limit: 10,
        ..Query::default()
    };
    let works = |query: &Query<'_>| -> Vec<WorkId> {
        home.store
            .read()
            .unwrap()
            .search(query)
            .unwrap()
            .iter()
            .map(|hit| hit.work)
            .collect()
    };
    let all: Vec<WorkId> = samples.iter().map(Sample::id).collect();
    assert_eq!(works(&query), all, "equal scores are in the order of the works");
    assert_eq!(
        works(&Query {
            exclude_works: &all[..3],
            ..query
        }),
        all[3..]
    );
    let range = LeafRange::new(1, 2).unwrap();
    let passages = [
        PassageId {
            work: all[0],
            version: 1,
            range,
        },
        PassageId {
            work: all[1],
            version: 2,
            range,
        },
    ];
    assert_eq!(
        works(&Query {
            exclude_passages: &passages,
            ..query
        }),
        all[1..]
    );
    assert_eq!(works(&Query { limit: 2, ..query }), all[..2]);
    assert!(works(&Query { limit: 0, ..query }).is_empty());
}

#[test]
fn the_order_of_publication_does_not_decide() {
    let texts: Vec<String> = (0..30u8)
        .map(|n| format!("Honey {} and wax, jar {n}.", "sweet ".repeat(usize::from(n) % 4)))
        .collect();
    let results: Vec<Vec<(WorkId, u64)>> = [false, true]
        .into_iter()
        .map(|backwards| {
            let home = Home::new();
            let mut samples: Vec<Sample> = (0u8..).zip(&texts).map(|(n, text)| Sample::new(n, "", text)).collect();
            if backwards {
                samples.reverse();
            }
            samples.iter().for_each(|sample| sample.add(&home));
            search(&home, "sweet honey")
                .iter()
                .map(|hit| (hit.work, hit.score.to_bits()))
                .collect()
        })
        .collect();
    assert_eq!(results[0], results[1]);
}

#[test]
fn odd_questions_are_answered_with_what_there_is() {
    let home = Home::new();
    Sample::new(1, "", "To be or not to be, that is the question.").add(&home);
    Sample::new(2, "", "Clover honey is pale.").add(&home);
    for empty in ["", "   ", "?!…", "\u{0}", "\u{202E}", "zzzzqqq"] {
        assert!(search(&home, empty).is_empty(), "{empty:?}");
    }
    assert_eq!(first(&home, "to be or not to be"), Some(1));
    for hostile in [
        "honey\" OR 1=1 --",
        "honey*",
        "NEAR(honey)",
        "terms:honey",
        "AND OR NOT honey",
        "-honey ^honey",
    ] {
        assert_eq!(first(&home, hostile), Some(2), "{hostile}");
    }
    assert_eq!(first(&home, &format!("honey {}", "and so on ".repeat(10_000))), Some(2));
}

#[test]
fn the_terms_of_a_question_come_with_what_they_say() {
    let home = Home::new();
    for number in 0..20 {
        let rare = if number == 7 { "A zither sounds." } else { "" };
        Sample::new(number, "", &format!("The band plays music number {number}. {rare}")).add(&home);
    }
    let snapshot = home.store.read().unwrap();
    let terms = snapshot.query_terms("Which band plays the zithers?", None).unwrap();
    let idf = |term: &str| terms.iter().find(|found| found.term == term).map(|found| found.idf);
    assert!(idf("zither").unwrap() > idf("band").unwrap());
    assert!(idf("band").unwrap() > idf("the").unwrap_or(0.0));
    assert_eq!(idf("which"), None, "no passage has it");
    assert_eq!(snapshot.document_frequency("zither").unwrap(), 1);
}

#[test]
fn a_very_common_word_alone_still_finds_something() {
    let home = Home::new();
    for number in 0..30 {
        Sample::new(number, "", &format!("The jar {number}.")).add(&home);
    }
    assert_eq!(search(&home, "the").len(), 10);
    let tight = crate::Ranking {
        occurrence_budget: 3,
        ..crate::Ranking::default()
    };
    let query = Query {
        text: "jar 7",
        limit: 10,
        ..Query::default()
    };
    let hits = home.store.read().unwrap().search_with(&query, &tight).unwrap();
    assert_eq!(hits[0].work, WorkId::from_bytes([7; 32]));
    assert!(hits[0].signals.passage > 0.0);
}

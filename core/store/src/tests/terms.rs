//! Terms: words of many scripts, their stems, and the guess of a language.

use crate::{Language, TokenKind, tokens};

fn terms(text: &str, language: &str) -> Vec<String> {
    tokens(text, Language::of_text(text, language))
        .into_iter()
        .map(|token| token.term)
        .collect()
}

fn same(language: &str, one: &str, other: &str) {
    let (one, other) = (terms(one, language), terms(other, language));
    assert_eq!(one, other);
    assert!(!one.is_empty());
}

#[test]
fn forms_of_a_word_become_one_term() {
    same("en", "Publishing's", "published");
    same("fr", "nationales", "national");
    same("fr", "l’état", "Etat");
    same("de", "HÄUSERN", "hauser");
    same("es", "canciones", "canción");
    same("ru", "гражданства", "ГРАЖДАНСТВО");
    same("tr", "kitaplar", "kitap");
    same("ar", "والمدرسة", "مدرسة");
    same("ar", "كِتَابٌ", "كتـــاب");
    same("hi", "हिन्दी", "हिंदी");
    same("hi", "ग़ुलामों", "गुलाम");
    same("el", "ΟΔΌΣ", "οδος");
    same("ta", "புத்தகங்கள்", "புத்தகம்");
}

#[test]
fn width_digits_and_ligatures_are_folded() {
    same("en", "ＢＹＬＩＮＥ ２０２６", "byline 2026");
    same("en", "ﬁle", "file");
    same("ar", "٢٠٢٦", "2026");
    same("hi", "२०२६", "2026");
    same("und", "1,000", "1000");
}

#[test]
fn words_with_signs_inside_are_cut_as_people_ask_for_them() {
    assert_eq!(
        terms("os.path snake_case don't 3.14", "und"),
        ["os", "path", "snake", "case", "dont", "3", "14"]
    );
    assert!(terms("… — !! \u{200B}", "en").is_empty());
}

#[test]
fn no_term_has_what_would_part_it_in_the_index() {
    let odd = "a\u{0}b c\td 'quoted' \"x\" U.S.A. e-mail http://a.b/c?d=e#f 日本語テキスト สวัสดี नमस्ते ’s l' 🙂 ½ ﷺ";
    for token in tokens(odd, Language::Unknown) {
        assert!(
            token.term.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric()),
            "{token:?}"
        );
        assert!(!token.term.is_empty());
    }
    let long = "x".repeat(5_000);
    assert_eq!(terms(&long, "en")[0].len(), 40);
}

#[test]
fn chinese_becomes_characters_and_pairs_of_them() {
    let found = tokens("人民的权利", Language::Chinese);
    let of = |kind: TokenKind| -> Vec<&str> {
        found
            .iter()
            .filter(|token| token.kind == kind)
            .map(|token| token.term.as_str())
            .collect()
    };
    assert_eq!(of(TokenKind::Pair), ["人民", "权利"]);
    assert_eq!(of(TokenKind::Character), ["人", "民", "权", "利"]);
    assert_eq!(of(TokenKind::Function), ["民的", "的", "的权"]);
}

#[test]
fn hindi_marks_and_thai_vowels_do_not_split_words() {
    assert_eq!(
        tokens("शिक्षा का अधिकार", Language::Hindi)
            .iter()
            .filter(|t| t.kind == TokenKind::Word)
            .count(),
        2
    );
    let thai = terms("การศึกษา", "th");
    assert!(thai.concat().contains("ศึกษา"), "{thai:?}");
}

#[test]
fn languages_are_told_by_their_function_words_and_scripts() {
    let texts = [
        (
            Language::English,
            "The authors of the essay are paid when it is quoted in an answer.",
        ),
        (
            Language::French,
            "Les auteurs sont payés quand une réponse cite ce qu'ils ont publié dans la bibliothèque.",
        ),
        (
            Language::German,
            "Die Verfasser werden bezahlt, wenn eine Antwort das zitiert, was sie veröffentlicht haben.",
        ),
        (
            Language::Spanish,
            "Los autores reciben dinero cuando una respuesta cita lo que han publicado en la biblioteca.",
        ),
        (
            Language::Italian,
            "Gli autori sono pagati quando una risposta cita quello che hanno pubblicato nella biblioteca.",
        ),
        (
            Language::Portuguese,
            "Os autores são pagos quando uma resposta cita o que eles publicaram, e isso não é pouco.",
        ),
        (
            Language::Dutch,
            "De schrijvers worden betaald als een antwoord aanhaalt wat zij hebben geschreven, en dat is het.",
        ),
        (
            Language::Russian,
            "Авторы получают деньги, когда ответ цитирует то, что они написали.",
        ),
        (Language::Arabic, "يتقاضى المؤلفون أجرا عندما يقتبس الجواب ما نشروه."),
        (Language::Hindi, "जब उत्तर लेखकों को उद्धृत करता है तब उन्हें भुगतान मिलता है।"),
        (Language::Chinese, "回答引用作者发表的内容时，作者就会得到报酬。"),
        (
            Language::Japanese,
            "回答が著者の公開した文章を引用すると、著者に支払われます。",
        ),
        (Language::Korean, "답변이 저자의 글을 인용하면 저자에게 지급된다."),
        (Language::Thai, "ผู้เขียนได้รับเงินเมื่อคำตอบอ้างอิงงานของเขา"),
        (Language::Unknown, "fn main println macro_rules impl struct usize"),
        (Language::Unknown, ""),
    ];
    for (language, text) in texts {
        assert_eq!(Language::of_text(text, "und"), language, "{text}");
    }
    assert_eq!(Language::of_text("anything", "en-GB"), Language::English);
    assert_eq!(Language::of_text("anything", "pl"), Language::Other);
    for language in [
        Language::English,
        Language::Hindi,
        Language::Other,
        Language::Unknown,
        Language::Norwegian,
    ] {
        assert_eq!(Language::from_tag(language.tag()), language);
    }
}

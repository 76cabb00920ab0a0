//! Scratch.
#[path = "../tests/corpora/mod.rs"]
mod corpora;
use corpora::*;
use byline_store::Ranking;

fn main() {
    let f = folder().unwrap();
    let cran = cranfield(&f); let en = xquad(&f, "en"); let ar = xquad(&f, "ar");
    for titles in [Titles::FirstLine, Titles::Given, Titles::Empty] {
        let libs = [Library::of(&cran, titles, true), Library::of(&en, titles, true), Library::of(&ar, titles, true)];
        println!("{titles:?}");
        let d = Ranking::default();
        let runs: Vec<(String, Ranking)> = match std::env::args().nth(1).as_deref() {
            None => vec![("default".into(), d)],
            Some(spec) => std::iter::once(("default".to_string(), d.clone())).chain(spec.split(';').map(|one| { let mut r = d.clone(); for kv in one.split(',') { let (k, v) = kv.split_once('=').unwrap(); let v: f64 = v.parse().unwrap(); match k { "k1" => r.passage_k1 = v, "b" => r.passage_b = v, "wk1" => r.work_k1 = v, "wb" => r.work_b = v, "w" => r.work_weight = v, "t" => r.title_weight = v, "flo" => r.flo = v, "fhi" => r.fhi = v, "fb" => r.feedback = v as usize, "fm" => r.feedback_terms = v as usize, "fw" => r.feedback_weight = v, "p" => r.proximity_weight = v, "f" => r.function_weight = v, _ => panic!("{k}") } } (one.to_string(), r) })).collect(),
        };
        for (name, r) in runs {
            let c = libs[0].measure(&cran.questions, 200, &r, |_| true);
            let e = libs[1].measure(&en.questions, 20, &r, |_| true);
            let a = libs[2].measure(&ar.questions, 20, &r, |_| true);
            println!("{name:30} cran ndcg {:.4} map {:.4} mrr {:.4}| en hit {:.4} mrr {:.4} | ar hit {:.4} mrr {:.4}", c.ndcg10, c.map, c.mrr10, e.hit1, e.mrr10, a.hit1, a.mrr10);
        }
        if std::env::args().nth(2).is_none() { break; }
    }
}

//! What the index says of a question: where its terms stand, and which passages are worth a full score.

use super::postings::{Posting, Postings, first_of_section, section};
use super::query::TermGroup;
use super::score::{Occurrences, Ranking, Signals, saturation};
use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap};

/// The terms of a question and where they stand; a group that was too common to be read has no postings.
pub(crate) struct Evidence {
    pub(crate) groups: Vec<TermGroup>,
    pub(crate) passages: Vec<Option<Postings>>,
    pub(crate) titles: Vec<Option<Postings>>,
}

/// A passage by the score of its postings alone. The greatest is the best; of equals, the first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) score: f64,
    pub(crate) passage: i64,
}

impl Evidence {
    /// Every passage that has a term which was read, by the score of these terms, lengths not yet known.
    pub(crate) fn candidates(&self, ranking: &Ranking) -> BinaryHeap<Candidate> {
        let mut postings: Vec<Posting> = Vec::new();
        for (group, found) in self.passages.iter().enumerate() {
            postings.extend(found.iter().flat_map(|found| found.by_passage(group)));
        }
        // Stable, so that the terms of a passage stay in their order and are summed in it.
        postings.sort_by_key(|posting| posting.passage);
        let mut candidates = Vec::new();
        for of_section in postings.chunk_by(|a, b| section(a.passage) == section(b.passage)) {
            self.add_section(of_section, ranking, &mut candidates);
        }
        self.add_titled(ranking, &mut candidates);
        BinaryHeap::from(candidates)
    }

    fn add_section(&self, postings: &[Posting], ranking: &Ranking, candidates: &mut Vec<Candidate>) {
        let mut in_work = vec![0.0; self.groups.len()];
        for posting in postings {
            in_work[posting.group as usize] += f64::from(posting.occurrences);
        }
        let parts = self.groups.iter().zip(in_work);
        let work = parts
            .map(|(group, n)| group.weight * saturation(n, 1.0, ranking.work_k1, ranking.work_b))
            .sum();
        let title = self.title_score(first_of_section(section(postings[0].passage)));
        for of_passage in postings.chunk_by(|a, b| a.passage == b.passage) {
            let passage = of_passage.iter().map(|posting| self.part(posting, ranking)).sum();
            candidates.push(Candidate {
                score: ranking.fuse(&Signals {
                    passage,
                    work,
                    title,
                    proximity: 0.0,
                }),
                passage: of_passage[0].passage,
            });
        }
    }

    fn part(&self, posting: &Posting, ranking: &Ranking) -> f64 {
        let occurrences = f64::from(posting.occurrences);
        self.groups[posting.group as usize].weight * saturation(occurrences, 1.0, ranking.passage_k1, ranking.passage_b)
    }

    /// The first passages of works whose title has a term that the passage lacks. `candidates` come in passage order.
    fn add_titled(&self, ranking: &Ranking, candidates: &mut Vec<Candidate>) {
        let found = self.titles.iter().flatten();
        let titled: BTreeSet<i64> = found
            .flat_map(|found| found.occurrences.iter().map(|&(passage, _)| passage))
            .collect();
        let with_text = candidates.len();
        for passage in titled {
            if candidates[..with_text]
                .binary_search_by_key(&passage, |candidate| candidate.passage)
                .is_err()
            {
                let title = self.title_score(passage);
                let score = ranking.fuse(&Signals {
                    title,
                    ..Signals::default()
                });
                candidates.push(Candidate { score, passage });
            }
        }
    }

    /// The weight of the terms in the title of the work that begins with this passage.
    pub(crate) fn title_score(&self, first_passage: i64) -> f64 {
        let found = self.titles.iter().zip(&self.groups);
        found
            .filter_map(|(found, group)| {
                let there = !found.as_ref()?.in_passage(first_passage).is_empty();
                there.then_some(group.weight)
            })
            .sum()
    }

    /// The sum over the terms of a passage, `grows` with their occurrences in it.
    pub(crate) fn passage_score(&self, passage: i64, grows: impl Fn(f64) -> f64) -> f64 {
        self.sum(grows, |found| found.in_passage(passage).len())
    }

    /// The sum over the terms of the passage's work, `grows` with their occurrences in it.
    pub(crate) fn work_score(&self, passage: i64, grows: impl Fn(f64) -> f64) -> f64 {
        let (from, to) = (
            first_of_section(section(passage)),
            first_of_section(section(passage) + 1),
        );
        self.sum(grows, |found| found.count_between(from, to))
    }

    fn sum(&self, grows: impl Fn(f64) -> f64, count: impl Fn(&Postings) -> usize) -> f64 {
        let read = self.groups.iter().zip(&self.passages);
        read.filter_map(|(group, found)| Some(group.weight * grows(count(found.as_ref()?) as f64)))
            .sum()
    }

    /// The terms of the question that the passage has, in the question's order.
    pub(crate) fn in_question_order(&self, passage: i64) -> Vec<Occurrences<'_>> {
        let read = self.groups.iter().zip(&self.passages);
        let mut there: Vec<(u32, Occurrences<'_>)> = read
            .filter_map(|(group, found)| {
                let positions = found.as_ref()?.in_passage(passage);
                let weight = group.weight;
                (!positions.is_empty()).then_some((group.word, Occurrences { weight, positions }))
            })
            .collect();
        there.sort_by_key(|(word, _)| *word);
        there.into_iter().map(|(_, occurrences)| occurrences).collect()
    }

    /// The groups that were too common to be read.
    pub(crate) fn unread(&self) -> Vec<&TermGroup> {
        let read = self.groups.iter().zip(&self.passages);
        read.filter(|(_, found)| found.is_none())
            .map(|(group, _)| group)
            .collect()
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Candidate) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Candidate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Candidate) -> Ordering {
        let by_score = self.score.total_cmp(&other.score);
        by_score.then_with(|| other.passage.cmp(&self.passage))
    }
}

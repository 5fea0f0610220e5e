//! Questions and requests, and what is answered to them.

use super::*;

#[test]
fn a_file_that_waits_is_read_again_with_its_answer() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let path = bench.unshipped("u.txt", 21, &[1, 2, 3]);
    let report = worker.import(&path, &given(None), NOW).unwrap().remove(0);
    let question = report.question.clone().unwrap();
    assert_eq!((report.state, &question), (FileState::Waiting, &Question::Marketplace { rows: 3 }));

    worker.dirty = false;
    let again = worker.import(&path, &given(None), NOW.plus(60)).unwrap().remove(0);
    assert_eq!(
        (again.state, again.import, worker.dirty),
        (FileState::Waiting, report.import, false),
        "nothing changed"
    );

    let mut team = Team::open(&bench.folder).unwrap();
    let actor = Actor { uid: 1000, name: "ann".into() };
    let ask = |answer: &str| Request::Answer {
        import: report.import.unwrap(),
        question: question.clone(),
        answer: answer.into(),
    };
    let wrong = team.ask(&ask("Mars"), &actor, NOW).unwrap();
    let right = team.ask(&ask("UK"), &actor, NOW).unwrap();
    assert_eq!(worker.serve(NOW).unwrap(), 2);
    assert!(team.request_answer(wrong).unwrap().unwrap().contains("Mars"));
    let answer = team.request_answer(right).unwrap().unwrap();
    let reports: Vec<ImportReport> = serde_json::from_str(&answer).unwrap();
    assert_eq!((reports[0].state, reports[0].inserted, reports[0].import), (FileState::Applied, 3, report.import));
    // The answer outlives a rebuild.
    let before = hash(&worker);
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}).unwrap();
    assert_eq!(hash(&bench.worker()), before);
}

#[test]
fn a_request_that_the_database_refuses_is_answered_and_the_next_one_done() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let path = bench.unshipped("u.txt", 21, &(1..400).collect::<Vec<_>>());
    let full = |worker: &Worker, pages: &str| {
        let sql = format!("PRAGMA max_page_count = {pages}");
        worker.facts().connection().query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let (pages, before) = (full(&worker, "0"), hash(&worker));
    let mut team = Team::open(&bench.folder).unwrap();
    let actor = Actor { uid: 1000, name: "ann".into() };
    let request = Request::Import {
        path: path.to_str().unwrap().into(),
        store: "shop".into(),
        market: Some("UK".into()),
        period: None,
        map: None,
    };
    let asked = [request, Request::Purge].map(|request| team.ask(&request, &actor, NOW).unwrap());
    full(&worker, "1");
    assert_eq!(worker.serve(NOW).unwrap(), 2);
    full(&worker, &pages.to_string());
    let answers = asked.map(|id| team.request_answer(id).unwrap().unwrap());
    assert!(answers[0].contains("full"), "{answers:?}");
    assert!(serde_json::from_str::<crate::domain::purge::Purged>(&answers[1]).is_ok(), "{answers:?}");
    assert_eq!(hash(&worker), before);
    assert_eq!(worker.import(&path, &given(Some(Market::Uk)), NOW).unwrap()[0].state, FileState::Applied);
}

//! What the import worker does, on the status line and on Imports.

use super::driver::{App, NOW, options};
use super::fake::Fake;
use crate::domain::bulletin::{Bulletin, Reading, Trouble};
use crate::domain::holder::Holder;
use crate::domain::list::WorkerState;
use crate::i18n::Lang;
use crate::tui::{Msg, update};

fn worker(bulletin: Bulletin) -> WorkerState {
    let holder = Holder { who: "wei".into(), since: Some(NOW.plus(-7200)), pid: 812 };
    WorkerState { holder: Some(holder), queued: 0, bulletin }
}

fn reads() -> Bulletin {
    let reading = Reading { file: "Term\u{1b}.xlsx".into(), rows: 8120, percent: Some(61), left: Some(4) };
    Bulletin { reading: Some(reading), files: 3, trouble: None }
}

fn refused() -> Bulletin {
    let trouble = Trouble { at: NOW.plus(-3600), file: "locked.xlsx".into(), words: String::new() };
    Bulletin { reading: None, files: 0, trouble: Some(trouble) }
}

/// The line above the keys, once the worker has told that it has come further.
fn status(app: &mut App, state: WorkerState) -> String {
    app.fake.worker = state;
    let cmds = update(&mut app.model, Msg::Progress);
    assert_eq!(cmds.len(), 1, "only the worker is asked for: {cmds:?}");
    app.settle(cmds);
    let screen = app.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[lines.len() - 2].trim_end().to_owned()
}

#[test]
fn every_tab_tells_what_is_read_and_imports_who_reads_and_what_was_refused() {
    for (lang, size, reading, idle, nobody) in [
        (
            Lang::En,
            (160, 50),
            "reading Term␛.xlsx: 61%, 8,120 rows, 4 s left, 2 more in the inbox",
            "import worker: wei, pid 812: nothing waits; last refused: locked.xlsx (11-22 07:30 CET)",
            "no import worker runs; the palette (:) starts one; last refused: locked.xlsx (11-22 07:30 CET)",
        ),
        (
            Lang::En,
            (80, 24),
            "reading Term␛.xlsx: 61%, 8,120 rows, 4 s left, 2 more in the inbox",
            "import worker: wei, pid 812: nothing waits; last refused: locked.xlsx (11-22 07~",
            "no import worker runs; the palette (:) starts one; last refused: locked.xlsx (1~",
        ),
        (
            Lang::Zh,
            (80, 24),
            "正在读取 Term␛.xlsx：61%，8,120 行，还需 4 秒，收件目录中还有 2 个",
            "导入进程：wei（进程 812）：没有等待的文件；最近拒收：locked.xlsx（11-22 07:30 C~",
            "没有导入进程在运行；可在命令面板（:）中启动；最近拒收：locked.xlsx（11-22 07:30~",
        ),
    ] {
        let mut app = App::new(options(lang, size), Fake::default());
        assert_eq!(status(&mut app, worker(reads())), reading);
        assert_eq!(status(&mut app, worker(refused())), "", "an idle worker is no news for Today");
        let cmds = app.keys("9");
        app.settle(cmds);
        assert_eq!(status(&mut app, worker(refused())), idle);
        assert_eq!(status(&mut app, WorkerState { bulletin: refused(), ..WorkerState::default() }), nobody);
        assert_eq!(status(&mut app, worker(reads())), reading);
    }
}

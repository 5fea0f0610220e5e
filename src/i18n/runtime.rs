//! What the loop, its threads and the log say.

crate::messages! {
    writer_gone { "the writer thread has ended: quit and open daydeck again", "写入线程已结束：请退出后重新打开 daydeck" }
    copy_too_long(limit) { "too long for the clipboard (over {limit} KiB): export it instead", "超过剪贴板上限（{limit} KiB）：请改用导出" }
    file_read(file, state, what) { "{file}: {state}, {what}", "{file}：{state}，{what}" }
    done { "the worker has done it", "导入进程已完成" }
    rows_new(rows, new, rejected) { "{rows} rows, {new} new, {rejected} rejected", "{rows} 行，新增 {new}，拒绝 {rejected}" }
    stopped_by_defect(what, log) { "daydeck stopped by a defect: {what}; the log is {log}", "daydeck 因程序缺陷停止：{what}；日志在 {log}" }
}

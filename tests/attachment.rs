//! Attachments of archived mails as files: named by us, private, never what runs (F32).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use common::{folder, json, ok, run};

const ORDER: &str = "112-1234567-1234567";
const PDF: &str = "%PDF-1.7 a label";

/// A mail of a buyer about [`ORDER`] with these attachments: name, type, text.
fn mail(id: &str, files: &[(&str, &str, &str)]) -> String {
    let part = |(name, kind, text): &(&str, &str, &str)| {
        format!("--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let parts: String = files.iter().map(part).collect();
    let sent = chrono::Utc::now().to_rfc2822();
    format!(
        "From: Ann <tok@marketplace.amazon.com>\r\nTo: shop@example.com\r\nMessage-ID: <{id}>\r\nDate: {sent}\r\n\
         Subject: Order {ORDER}\r\nX-Marketplace-ID: ATVPDKIKX0DER\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nWhere is it?\r\n{parts}--b--\r\n"
    )
}

fn import(data: &Path, name: &str, text: &str) {
    let path = data.join(name);
    fs::write(&path, text).unwrap();
    json(data, &["import", "--json", path.to_str().unwrap()], 0);
}

#[test]
fn an_attachment_becomes_a_private_file_under_a_name_of_our_own() {
    let (home, out) = (folder(), folder());
    let (data, to) = (home.path(), out.path().join("new"));
    let evil = "../../../etc/cron.d/label.pdf";
    import(data, "a.eml", &mail("a@x", &[(evil, "application/pdf", PDF), ("photo.png", "image/png", "<script>")]));
    let listed = json(data, &["attachment", "--json", ORDER], 0);
    let shown: Vec<_> = listed.iter().map(|file| (&file["number"], &file["blocked"])).collect();
    assert_eq!(shown, [(&1.into(), &false.into()), (&2.into(), &true.into())], "{listed:?}");
    assert!(ok(data, &["attachment", "a@x"], 0).contains("attached, blocked: photo.png (image/png, 8 B)"));
    let write = |number: &str| run(data, &["attachment", ORDER, number, "--to", to.to_str().unwrap()]);
    for _twice in 0..2 {
        let done = write("1");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{said}");
        assert!(said.contains("delete it when you are through"), "{said}");
        let path = String::from_utf8(done.stdout).unwrap();
        let path = Path::new(path.trim_end());
        assert_eq!((path.parent(), path.extension().unwrap().to_str()), (Some(to.as_path()), Some("pdf")));
        assert_eq!(fs::read_to_string(path).unwrap(), PDF);
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(fs::metadata(&to).unwrap().mode() & 0o777, 0o700);
    let runs = write("2");
    assert_eq!(runs.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&runs.stderr).contains("is not written"));
    assert_eq!(fs::read_dir(&to).unwrap().count(), 1);
    assert_eq!(write("3").status.code(), Some(2));
    assert_eq!(run(data, &["attachment", "w17"]).status.code(), Some(1));
    // Another file lies under that name: it stays, and that is said.
    let only = fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
    fs::write(&only, "mine").unwrap();
    assert_eq!(write("1").status.code(), Some(1));
    assert_eq!(fs::read_to_string(&only).unwrap(), "mine");
}

#[test]
fn an_attachment_is_found_in_a_mailbox_and_gone_with_the_words_of_its_mail() {
    let home = folder();
    let data = home.path();
    let line = "From a@b Mon Sep  7 10:02:00 2026\n";
    let second = mail("b@x", &[("a.txt", "text/plain", "hello")]);
    import(data, "box.mbox", &format!("{line}{}\r\n{line}{second}", mail("a@x", &[])));
    let to = data.join("out");
    let args = ["attachment", "b@x", "1", "--to", to.to_str().unwrap()];
    let path = ok(data, &args, 0);
    assert_eq!(fs::read_to_string(path.trim_end()).unwrap(), "hello");
    // What stands in the archive when the personal data of the mail went.
    let archived = fs::read_dir(data.join("archive")).unwrap().map(|entry| entry.unwrap().path());
    let archived: Vec<_> = archived.filter(|path| path.extension().is_none()).collect();
    let [archived] = archived.as_slice() else { panic!("{archived:?}") };
    let sha256 = archived.file_name().unwrap().to_str().unwrap();
    fs::write(archived, format!("daydeck rows 1 {sha256}\n[]\n")).unwrap();
    let gone = run(data, &args);
    assert_eq!(gone.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("deleted with the words"), "{gone:?}");
}

//! Attachments of archived mails as files: named by us, private, never what runs (F32).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use common::{folder, json, ok, run};

const ORDER: &str = "112-1234567-1234567";
const PDF: &str = "%PDF-1.7 a label";

/// A mail of a buyer about [`ORDER`], so many days old, with these attachments: name, type, text.
fn mail(id: &str, days: i64, files: &[(&str, &str, &str)]) -> String {
    let part = |(name, kind, text): &(&str, &str, &str)| {
        format!("--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let parts: String = files.iter().map(part).collect();
    let sent = (chrono::Utc::now() - chrono::Duration::days(days)).to_rfc2822();
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
    import(data, "a.eml", &mail("a@x", 0, &[(evil, "application/pdf", PDF), ("photo.png", "image/png", "<script>")]));
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
fn an_attachment_in_a_mailbox_goes_with_the_words_of_its_own_mail() {
    let home = folder();
    let data = home.path();
    let line = "From a@b Mon Sep  7 10:02:00 2026\n";
    let files = [("a.txt", "text/plain", "hello")];
    import(data, "box.mbox", &format!("{line}{}\r\n{line}{}", mail("old@x", 61, &files), mail("b@x", 58, &files)));
    let to = data.join("out");
    let write = |id: &str| run(data, &["attachment", id, "1", "--to", to.to_str().unwrap()]);
    let hello = |path: Vec<u8>| fs::read_to_string(String::from_utf8(path).unwrap().trim_end()).unwrap();
    assert_eq!(hello(write("b@x").stdout), "hello");
    // One mail of the mailbox is due: the other keeps what is attached to it.
    assert_eq!(json(data, &["db", "purge", "--json"], 0)[0]["files"], 1);
    fs::remove_dir_all(&to).unwrap();
    assert_eq!(hello(write("b@x").stdout), "hello");
    // What stands in the archive when that mail's words went too.
    let archived = fs::read_dir(data.join("archive")).unwrap().map(|entry| entry.unwrap().path());
    let archived: Vec<_> = archived.filter(|path| path.extension().is_none()).collect();
    let [archived] = archived.as_slice() else { panic!("{archived:?}") };
    let bytes = fs::read(archived).unwrap();
    let at = bytes.windows(11).position(|part| part == b"{\"letter\":2").unwrap();
    assert_eq!(bytes.windows(5).filter(|part| part == b"hello").count(), 1);
    fs::write(archived, &bytes[..at]).unwrap();
    let gone = write("b@x");
    assert_eq!(gone.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("deleted with the words"), "{gone:?}");
}

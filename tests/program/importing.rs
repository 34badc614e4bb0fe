//! A table taken in by a server that is killed twice before it is done, and what is there afterwards.

use crate::program::{Client, Credentials, Server, crash::until, request};
use recruitpro::platform::db::{Connect, Db, Run, sql};
use std::path::Path;
use std::time::Duration;

const BOUNDARY: &str = "a-line-between-the-parts";

/// What an import left in the database, counted from the rows themselves.
#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Imported {
    pub state: String,
    /// As the import counts them.
    pub done: i64,
    pub added: i64,
    pub failed: i64,
    /// Rows written down, and how many different ones.
    pub rows: i64,
    pub numbers: i64,
    pub candidates: i64,
    pub applications: i64,
    /// Entries in the activity log that say someone was added.
    pub told: i64,
    /// What the position's stages count.
    pub counted: i64,
}

impl Imported {
    async fn of(db: &Db, position: &str) -> Imported {
        let query = sql("SELECT i.state, i.done, i.added, i.failed,
                (SELECT COUNT(*) FROM import_rows r WHERE r.import_id = i.id) AS rows,
                (SELECT COUNT(DISTINCT r.number) FROM import_rows r WHERE r.import_id = i.id) AS numbers,
                (SELECT COUNT(*) FROM candidates WHERE email LIKE '%@table.example') AS candidates,
                (SELECT COUNT(*) FROM applications WHERE position_id = $1) AS applications,
                (SELECT COUNT(*) FROM activities v JOIN candidates c ON c.id = v.candidate_id
                    WHERE v.kind = 'candidate_added' AND c.email LIKE '%@table.example') AS told,
                (SELECT CAST(SUM(active) AS BIGINT) FROM stages WHERE position_id = $1) AS counted
             FROM imports i");
        db.one(query.bind(position)).await.expect("counts")
    }
}

/// What must be there of so many rows, every hundredth without a name.
pub fn expected(rows: i64) -> Imported {
    let (failed, added) = (rows / 100, rows - rows / 100);
    let [candidates, applications, told, counted] = [added; 4];
    Imported {
        state: "done".into(),
        done: rows,
        added,
        failed,
        rows,
        numbers: rows,
        candidates,
        applications,
        told,
        counted,
    }
}

/// Sends a table of so many rows into an empty position, and kills the server twice while it takes it in.
pub async fn import_through_two_crashes(data: &Path, database: Option<&str>, rows: i64) -> Imported {
    let who = Credentials::fill(data, database, 1);
    let server = Server::start(data, database).await;
    let url = database.map_or_else(|| format!("sqlite://{}", data.join("recruitpro.db").display()), str::to_owned);
    let db = Connect { url, connections: 2 }.open().await.expect("the database");
    let empty = sql(
        "SELECT id FROM positions WHERE status = 'open' AND id NOT IN (SELECT position_id FROM applications) LIMIT 1",
    );
    let (position,): (String,) = db.one(empty).await.expect("a position");
    begin(&server, &server.sign_in(&who).await, &position, rows).await;

    let mut server = server;
    for part in [rows / 5, rows / 2] {
        until("a part was taken in", async || Imported::of(&db, &position).await.done >= part).await;
        server = server.crash().await;
        assert_eq!(Imported::of(&db, &position).await.state, "running", "it was killed on the way");
    }
    until("the import was done", async || Imported::of(&db, &position).await.state == "done").await;
    // Whatever is still to be repeated, such as work that ended without its receipt, must change nothing.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let left = Imported::of(&db, &position).await;
    db.close().await;
    drop(server);
    left
}

async fn begin(server: &Server, cookie: &str, position: &str, rows: i64) {
    let mut table = "Name,E-mail,Tags,Note\n".to_owned();
    for n in 1..=rows {
        let name = if n % 100 == 0 { String::new() } else { format!("Person {n}") };
        table.push_str(&format!("{name},person{n}@table.example,fair,Met at stand {n}\n"));
    }
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{table}\r\n--{BOUNDARY}--\r\n"
    );
    let mut client = Client::new(server.address);
    let headers = [("cookie", cookie), ("content-type", kind.as_str())];
    let sent = client.send(&request("POST", "/imports", &headers, body.as_bytes())).await.expect("an answer");
    assert_eq!(sent.status, 303, "not taken: {}", sent.text());
    let import = sent.header("location").expect("its page").to_owned();
    let body = format!("column=name&column=email&column=tags&column=note&position={position}&go=true");
    let headers = [("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    let begun = client.send(&request("POST", &import, &headers, body.as_bytes())).await.expect("an answer");
    assert_eq!(begun.status, 303, "not begun: {}", begun.text());
}

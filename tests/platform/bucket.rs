//! Files in a bucket, seen from the bucket: a small server that speaks as much of S3 as we use.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Query, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream};
use recruitpro::platform::{
    config::Config,
    files::{Files, PutError},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

const WRITTEN: &str = "Fri, 02 Jan 2026 10:00:00 GMT";

#[derive(Clone, Default)]
struct Bucket(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    objects: BTreeMap<String, Bytes>,
    /// Unfinished uploads, by id: their parts, by number.
    uploads: BTreeMap<String, BTreeMap<u32, Bytes>>,
    requests: u32,
}

impl Bucket {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap()
    }
}

async fn answer(
    State(bucket): State<Bucket>,
    method: Method,
    uri: Uri,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut kept = bucket.kept();
    kept.requests += 1;
    assert!(headers[header::AUTHORIZATION].to_str().unwrap().contains("Credential=the-key/"), "requests are signed");
    let key = uri.path().strip_prefix("/cvs").unwrap().trim_start_matches('/').to_owned();
    let upload = query.get("uploadId").cloned();
    let tagged = |body: Body| ([(header::ETAG, "\"e\""), (header::LAST_MODIFIED, WRITTEN)], body).into_response();
    match (method.as_str(), upload) {
        ("GET", None) if key.is_empty() => {
            let wanted = kept.objects.iter().filter(|(key, _)| key.starts_with(&query["prefix"]));
            let listed: String = wanted.map(|(key, bytes)| listing(key, bytes.len())).collect();
            format!("<ListBucketResult>{listed}</ListBucketResult>").into_response()
        }
        ("POST", None) if query.contains_key("delete") => {
            let body = String::from_utf8_lossy(&body);
            let wanted = body.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next());
            let deleted = wanted.map(|key| {
                kept.objects.remove(key);
                format!("<Deleted><Key>{key}</Key></Deleted>")
            });
            format!("<DeleteResult>{}</DeleteResult>", deleted.collect::<String>()).into_response()
        }
        ("POST", None) => {
            let id = format!("upload-{}", kept.requests);
            kept.uploads.insert(id.clone(), BTreeMap::new());
            format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>")
                .into_response()
        }
        ("PUT", Some(id)) => {
            let Some(parts) = kept.uploads.get_mut(&id) else { return StatusCode::NOT_FOUND.into_response() };
            parts.insert(query["partNumber"].parse().unwrap(), body);
            tagged(Body::empty())
        }
        ("POST", Some(id)) => {
            let parts: Vec<Bytes> = kept.uploads.remove(&id).unwrap().into_values().collect();
            assert!(
                parts.iter().rev().skip(1).all(|part| part.len() == 5 << 20),
                "all parts but the last are of one size"
            );
            kept.objects.insert(key, parts.concat().into());
            "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>".into_response()
        }
        ("DELETE", Some(id)) => {
            kept.uploads.remove(&id);
            StatusCode::NO_CONTENT.into_response()
        }
        ("PUT", None) => {
            let source = headers
                .get("x-amz-copy-source")
                .map(|source| source.to_str().unwrap().trim_start_matches("/cvs/").trim_start_matches("cvs/"));
            let bytes = source.map_or(body, |source| kept.objects[source].clone());
            kept.objects.insert(key, bytes);
            let copied = if source.is_some() { "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>" } else { "" };
            tagged(Body::from(copied))
        }
        _ => match kept.objects.get(&key) {
            Some(bytes) => tagged(Body::from(bytes.clone())),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

fn listing(key: &str, size: usize) -> String {
    let written = "<LastModified>2026-01-02T10:00:00.000Z</LastModified><ETag>e</ETag>";
    format!("<Contents><Key>{key}</Key>{written}<Size>{size}</Size></Contents>")
}

async fn bucket() -> (Files, Bucket) {
    let bucket = Bucket::default();
    let server = Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(bucket.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, server).await });
    let settings = [
        ("BUCKET", "cvs"),
        ("ENDPOINT", &endpoint),
        ("ALLOW_HTTP", "true"),
        ("ACCESS_KEY", "the-key"),
        ("SECRET_KEY", "the-secret"),
    ];
    let settings = settings.map(|(name, value)| (format!("RECRUITPRO_FILES_{name}"), value.to_owned()));
    (Files::open(&Config::load(None, settings.into_iter()).unwrap()).unwrap(), bucket)
}

fn megabytes(count: u8) -> impl futures::Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
    stream::iter((0..count).map(|n| Ok(Bytes::from(vec![n; 1 << 20]))))
}

#[tokio::test]
async fn files_live_in_a_bucket_as_in_a_folder() {
    let (files, bucket) = bucket().await;
    let small = files.put_bytes("hello").await.unwrap();
    assert_eq!(bucket.kept().requests, 2, "looked for, then written");
    let large = files.put(megabytes(12), 25 << 20).await.unwrap();
    assert_eq!(files.put(megabytes(12), 25 << 20).await.unwrap(), large);

    assert_eq!(files.read(&small.sha256).await.unwrap(), "hello");
    let opened = files.get(&large.sha256).await.unwrap().unwrap();
    assert_eq!(opened.size, 12 << 20);
    let got: Vec<u8> = opened.stream.try_collect::<Vec<Bytes>>().await.unwrap().concat();
    assert!(got.chunks(1 << 20).zip(0..).all(|(megabyte, n)| megabyte.iter().all(|byte| *byte == n)));

    files.delete(&small.sha256).await.unwrap();
    assert!(!files.exists(&small.sha256).await.unwrap());
    assert!(files.get(&small.sha256).await.unwrap().is_none());
    only(&bucket, &[&large.sha256]).await;
}

#[tokio::test]
async fn what_is_not_taken_in_leaves_nothing_in_the_bucket() {
    let (files, bucket) = bucket().await;
    assert!(matches!(files.put(megabytes(12), 11 << 20).await, Err(PutError::TooLarge { .. })));
    let broken = megabytes(12).chain(stream::iter([Err(std::io::Error::other("the line broke"))]));
    assert!(matches!(files.put(broken, u64::MAX).await, Err(PutError::Interrupted(_))));
    only(&bucket, &[]).await;

    bucket.kept().objects.insert("unfinished/left-by-a-crash".into(), Bytes::from("half"));
    let written: DateTime<Utc> = DateTime::parse_from_rfc2822(WRITTEN).unwrap().into();
    assert_eq!(files.sweep(written).await.unwrap(), 0);
    assert_eq!(files.sweep(written + Duration::from_secs(3601)).await.unwrap(), 1);
    only(&bucket, &[]).await;
}

/// Waits until the bucket holds the files of these keys and nothing else.
async fn only(bucket: &Bucket, keys: &[&str]) {
    let expected: Vec<String> = keys.iter().map(|key| format!("{}/{}", &key[..2], &key[2..])).collect();
    for _ in 0..100 {
        let holds_only_them = {
            let kept = bucket.kept();
            kept.uploads.is_empty() && kept.objects.keys().eq(&expected)
        };
        if holds_only_them {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the bucket holds {:?}", bucket.kept().objects.keys());
}

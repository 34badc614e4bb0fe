//! Which addresses are public, asked of every address before it is connected to.

use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};
use std::{
    error::Error,
    iter::successors,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

/// A private, local or otherwise not public address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address is private: set allow_private_addresses to reach it")]
pub struct Refused;

impl Refused {
    /// Whether a request failed because of the guard.
    pub fn is_cause_of(error: &(dyn Error + 'static)) -> bool {
        successors(Some(error), |&error| error.source()).any(|error| error.is::<Refused>())
    }
}

/// Resolves names to public addresses only. The connection is made to what was checked, so a name that changes its
/// mind between the two gains nothing.
pub(super) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<SocketAddr> = found.into_iter().filter(|address| !is_refused(address.ip())).collect();
            if public.is_empty() { Err(Refused.into()) } else { Ok(Box::new(public.into_iter()) as Addrs) }
        })
    }
}

/// Names are the resolver's business; addresses never reach it.
pub(super) fn is_refused_literal(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host.trim_matches(['[', ']']).parse().is_ok_and(is_refused)
}

/// Whether an address is anything but one of the public internet.
fn is_refused(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_refused_v4(address),
        IpAddr::V6(address) => is_refused_v6(address),
    }
}

fn is_refused_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240 // reserved, broadcast
        || (a == 100 && (64..128).contains(&b)) // carrier-grade NAT
        || (a == 192 && b == 0 && c == 0) // protocol assignments
        || (a == 198 && (b == 18 || b == 19)) // benchmarks
}

fn is_refused_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match segments {
        // Mapped, compatible (with loopback and unspecified), NAT64 and 6to4 carry an IPv4 address to be judged.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_refused_v4(v4(high, low)),
        [0x2002, high, low, ..] => is_refused_v4(v4(high, low)),
        // Teredo, ORCHID and other special assignments; documentation.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => true,
        // Only 2000::/3 is public: this leaves out link-local, site-local, unique local and multicast.
        [first, ..] => first & 0xe000 != 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_pass() {
        let refused = "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 169.254.169.254
            172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.19.255.255 224.0.0.1 240.0.0.1
            255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1 2002:7f00:1::
            2001::1 2001:db8::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 100::1";
        let public = "1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 198.20.0.1
            223.255.255.255 ::ffff:1.1.1.1 64:ff9b::101:101 2002:101:101:: 2001:4860::1 2606:4700::1111";
        for address in refused.split_whitespace() {
            assert!(is_refused(address.parse().unwrap()), "{address} is not public");
        }
        for address in public.split_whitespace() {
            assert!(!is_refused(address.parse().unwrap()), "{address} is public");
        }
    }

    #[test]
    fn addresses_are_known_however_they_are_spelt() {
        for host in ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]:80"] {
            assert!(is_refused_literal(&Url::parse(&format!("http://{host}/")).unwrap()), "{host}");
        }
        assert!(!is_refused_literal(&Url::parse("http://example.org/127.0.0.1").unwrap()));
    }
}

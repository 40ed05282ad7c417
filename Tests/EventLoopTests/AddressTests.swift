import EventLoop
import Testing

@Suite("Addresses")
struct AddressTests {
    @Test(
        "Read and written",
        arguments: [
            ("1.2.3.4", "1.2.3.4"), ("::1", "::1"), ("2001:DB8:0:0::1", "2001:db8::1"),
            ("::ffff:1.2.3.4", "1.2.3.4"), ("0.0.0.0", "0.0.0.0"), ("::", "::"),
        ]
    )
    func text(_ text: String, _ written: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == written)
        #expect(address.bytes.count == (written.contains(":") ? 16 : 4))
    }

    @Test(
        "Refused",
        arguments: ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::g", "localhost", "1.2.3.4 "]
    )
    func refused(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "Networks",
        arguments: [
            ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.0.0.0", false),
            ("10.9.9.9/8", "10.1.2.3", true), ("0.0.0.0/0", "9.9.9.9", true),
            ("0.0.0.0/0", "::1", false), ("::/0", "::1", true), ("::/0", "1.1.1.1", false),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
            ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false),
            ("10.0.0.0/31", "10.0.0.1", true), ("10.0.0.0/31", "10.0.0.2", false),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ]
    )
    func network(_ network: String, _ address: String, _ isInside: Bool) throws {
        let network = try #require(IPNetwork(network))
        #expect(network.contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(
        "A household has one IPv4 address or a /64 of IPv6",
        arguments: [
            ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false),
            ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", true),
            ("2001:db8:1:2::3", "2001:db8:1:3::3", false), ("::1", "0.0.0.1", false),
        ]
    )
    func household(_ one: String, _ other: String, _ isSame: Bool) throws {
        let (one, other) = (try #require(IPAddress(one)), try #require(IPAddress(other)))
        #expect((one.household == other.household) == isSame)
    }

    @Test(
        "Malformed networks",
        arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "x/8", "/8"]
    )
    func malformed(_ text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test("Socket addresses")
    func socketAddresses() {
        #expect(SocketAddress("127.0.0.1:80")?.description == "127.0.0.1:80")
        #expect(SocketAddress("[::1]:80")?.description == "[::1]:80")
        #expect(SocketAddress("localhost:80")?.host == "127.0.0.1")
        #expect(SocketAddress("example.org:80") == nil)
        #expect(SocketAddress("127.0.0.1:65536") == nil)
    }
}

"""Harvests a served demonstration with sickle: every verb, every error, and a list in parts."""

import signal
import subprocess
import sys
import urllib.request
import xml.etree.ElementTree as ElementTree

from sickle import Sickle
from sickle import oaiexceptions

OAI = "{http://www.openarchives.org/OAI/2.0/}"
MANY = 230


def add_many(run):
    """Editions enough for three parts, without a file each."""
    url = run("db", "url").strip()
    sql = f"""
        SET obuka.actor = 'test';
        INSERT INTO handbook_editions (
            code, handbook_id, language_tag, version_label, year, licence, blob_id)
        SELECT 'MANY-' || n, handbook_id, 'hu', 'v' || n, 2024, licence, blob_id
        FROM handbook_editions CROSS JOIN generate_series(1, {MANY}) AS n
        WHERE code = 'VODIC-EN';
        UPDATE handbook_editions SET published_on = centre_today() WHERE code LIKE 'MANY-%';
        """
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", url], input=sql, text=True, check=True)


def errors(address):
    """Every error of the protocol, by GET and by POST."""
    for query, code in [
        ("", "badVerb"), ("verb=Nothing", "badVerb"), ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:y", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:x:y", "idDoesNotExist"),
    ]:
        for data in (None, query.encode()):
            target = address if data is not None else f"{address}?{query}"
            with urllib.request.urlopen(urllib.request.Request(target, data)) as answer:
                assert answer.headers["content-type"] == "text/xml; charset=utf-8"
                root = ElementTree.fromstring(answer.read())
            found = root.find(f"{OAI}error").get("code")
            assert found == code, f"{query}: {found} instead of {code}"
            if code in ("badVerb", "badArgument"):
                assert not root.find(f"{OAI}request").attrib, query


def harvest(address, run):
    sickle = Sickle(address)
    identity = sickle.Identify()
    assert identity.deletedRecord == "persistent" and identity.protocolVersion == "2.0"
    assert [format.metadataPrefix for format in sickle.ListMetadataFormats()] == ["oai_dc"]
    sets = {subset.setSpec for subset in sickle.ListSets()}
    assert {"language", "language:sr-Cyrl", "language:en", "handbook:VODIC"} <= sets, sets
    records = list(sickle.ListRecords(metadataPrefix="oai_dc"))
    assert len(records) == MANY + 3 and len({r.header.identifier for r in records}) == MANY + 3
    for whole in ["language", "handbook"]:
        headers = list(sickle.ListIdentifiers(metadataPrefix="oai_dc", set=whole))
        assert len(headers) == len(records), whole
    headers = list(sickle.ListIdentifiers(metadataPrefix="oai_dc", set="language:hu"))
    assert len(headers) == MANY and not any(header.deleted for header in headers)
    one = sickle.GetRecord(identifier=records[0].header.identifier, metadataPrefix="oai_dc")
    assert one.metadata["rights"] == ["CC-BY-4.0"] and "application/pdf" in one.metadata["format"]
    cyrillic = list(sickle.ListRecords(metadataPrefix="oai_dc", set="language:sr-Cyrl"))
    assert cyrillic[0].metadata["title"][0].startswith("Водич"), cyrillic[0].metadata
    run("handbook", "withdraw", "VODIC-EN", "--reason", "an error on page 3")
    gone = [r for r in sickle.ListRecords(metadataPrefix="oai_dc") if r.header.deleted]
    assert [r.header.identifier.rpartition(":")[2] for r in gone] == ["VODIC-EN"]
    left = sickle.ListRecords(metadataPrefix="oai_dc", ignore_deleted=True)
    assert len(list(left)) == MANY + 2
    try:
        list(sickle.ListRecords(metadataPrefix="oai_dc", set="language:xx"))
        raise AssertionError("an empty set has records")
    except oaiexceptions.NoRecordsMatch:
        pass


def main(program):
    run = lambda *words: subprocess.run(
        [program, *words], check=True, capture_output=True, text=True
    ).stdout
    run("demo", "load")
    server = subprocess.Popen(
        [program, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True
    )
    try:
        for line in server.stdout:
            if line.startswith("ready "):
                address = line.split()[1] + "/oai"
                break
        add_many(run)
        errors(address)
        harvest(address, run)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
    print(f"sickle harvested {MANY + 3} records in parts, and met every error")


if __name__ == "__main__":
    main(sys.argv[1])

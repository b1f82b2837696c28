"""Verification: whether an export of a log is whole, is the log's, and was allowed.

An export is a folder of files: the log as tiles (``tiles.py``), ``log.vkey`` with the log's public
key, and ``agreement/<sha256>.json`` for each agreement. The three depths:

1. bytes and tree: every entry is in canonical form and in its place, its hash is the published one,
   the tiles fit one another, and all of it leads to the root in the checkpoint;
2. and signatures: the checkpoint is signed by the log (with a key from outside already at depth 1);
3. and decisions: every entry goes to a judge, which decides it again.

A key inside an export proves nothing about who made it, so without one from outside the report says
*self-declared* (LOG-13). Verification goes on after a finding and names the place of each, but
judging stops at the first, because later entries would be judged in a state that never was.
Memory does not grow with the log but for one hash per 256 entries of the tiles still open.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final

from concord.core.log.alignment import align
from concord.core.log.canonical import NotCanonical, decode, decode_batch
from concord.core.log.checkpoint import Checkpoint, parse_checkpoint
from concord.core.log.findings import Counts, Finding, Report, Tray, Trust
from concord.core.log.merkle import HASH_BYTES
from concord.core.log.note import BadNote, Signature, Verifier, read_note, verify_signatures
from concord.core.log.tiles import (
    CHECKPOINT_PATH,
    TILE_WIDTH,
    BadTile,
    Missing,
    Read,
    Tile,
    TileStack,
    find_bundle,
    read_tile,
    split_bundle,
    widths,
)

KEY_PATH: Final = "log.vkey"
"""Where an export keeps the log's public key, as one line."""

AGREEMENT_FOLDER: Final = "agreement"
"""Where an export keeps the agreements, each under the hash of its bytes."""

DEPTHS: Final = (1, 2, 3)
"""How deep a verification may go."""

GAPS_MAX: Final = 16
"""After how many stretches of 256 entries with neither entries nor hashes the rest is given up."""

Judge = Callable[[int, bytes], Finding | None]
"""``judge(position, data)``: decides an entry again, entries coming in order from 0, and gives what
is wrong with it. Its own state is what the entries before left behind.

A judge with a true attribute ``demands_form`` finds nothing wrong only with the one canonical form
of an entry that bears its place as its number; what it passes is not looked at a second time."""


def agreement_path(digest: str) -> str:
    """Where an export keeps the agreement whose bytes have this SHA-256 in hex."""
    return f"{AGREEMENT_FOLDER}/{digest}.json"


def read_agreement(read: Read, digest: str) -> bytes:
    """The bytes of an agreement; Missing, or BadTile where they do not have this hash."""
    path = agreement_path(digest)
    data = read(path)
    if data is None:
        raise Missing(path, 0)
    if sha256(data).hexdigest() != digest:
        raise BadTile(path, 0, "its bytes do not have the hash in its name")
    return data


def verify_export(read: Read, key: str | None, judge: Judge | None, depth: int = 3) -> Report:
    """Check an export, whose files ``read`` gives, to a depth of 1, 2 or 3.

    ``key`` is the log's key from outside, as text. What is wrong with the export is in the report;
    only an unusable ``key`` or depth of the caller's is an error (BadNote, ValueError).
    """
    if depth not in DEPTHS or (depth == DEPTHS[-1] and judge is None):
        raise ValueError(f"depth {depth} is not 1, 2, or 3 with a judge")
    outside = None if key is None else Verifier.parse(key)
    tray = Tray()
    commitment = _read_commitment(read, tray)
    if commitment is None:
        return Report(0, "", "none", depth, Counts(), tray.sorted(), tray.total)
    checkpoint, signatures = commitment
    trust: Trust = "none"
    if outside is not None or depth > 1:
        log = outside or _read_key(read, tray)
        if log and _is_signed(checkpoint, signatures, log, tray):
            trust = "verified" if outside else "self-declared"
    walk = _Walk(read, judge if depth == DEPTHS[-1] else None, tray)
    walk.run(checkpoint)
    return Report(
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        trust=trust,
        depth=depth,
        checked=Counts(walk.entries, walk.tiles, int(trust != "none"), walk.decisions),
        findings=tray.sorted(),
        findings_total=tray.total,
        stopped_at=walk.stopped_at,
    )


def _read_commitment(read: Read, tray: Tray) -> tuple[Checkpoint, tuple[Signature, ...]] | None:
    """The export's checkpoint and the signatures on it, not yet verified."""
    data = read(CHECKPOINT_PATH)
    if data is None:
        tray.add(None, "checkpoint-missing", "The export has no checkpoint.")
        return None
    try:
        text, signatures = read_note(data)
        return parse_checkpoint(text), signatures
    except BadNote as error:
        tray.add(None, "checkpoint-malformed", f"The checkpoint cannot be read: {error}.")
        return None


def _read_key(read: Read, tray: Tray) -> Verifier | None:
    """The key that the export declares for itself."""
    data = read(KEY_PATH)
    if data is None:
        tray.add(None, "key-missing", "There is no key, neither from outside nor in the export.")
        return None
    try:
        return Verifier.parse(data.decode().removesuffix("\n"))
    except ValueError as error:
        tray.add(None, "key-malformed", f"The export's own key cannot be used: {error}.")
        return None


def _is_signed(
    checkpoint: Checkpoint, signatures: Iterable[Signature], log: Verifier, tray: Tray
) -> bool:
    """Whether the log signed its checkpoint, under its own name."""
    try:
        verify_signatures(checkpoint.text, signatures, [log])
    except BadNote as error:
        tray.add(None, error.reason, f"The checkpoint is not signed by {log.name}: {error}.")
        return False
    if log.name != checkpoint.origin:
        tray.add(
            None,
            "origin-differs",
            f"The checkpoint of {checkpoint.origin} is signed under the name {log.name}.",
        )
        return False
    return True


class _Walk:
    """One pass over the entries and tiles of an export, 256 entries at a time."""

    def __init__(self, read: Read, judge: Judge | None, tray: Tray) -> None:
        self._read = read
        self._judge = judge
        self._demands_form = bool(getattr(judge, "demands_form", False))
        self._tray = tray
        self.entries = 0
        self.tiles = 0
        self.decisions = 0
        self.stopped_at: int | None = None
        # The tree over the published hashes, and that over the entries' own. They are one object
        # until an entry parts from its published hash; at the end the root says which was right.
        self._published = self._found = TileStack()
        self._parted = Tray()
        self._gaps = 0

    def run(self, checkpoint: Checkpoint) -> None:
        """Check everything under a checkpoint."""
        for n, width in widths(checkpoint.size):
            if self._gaps > GAPS_MAX:
                at = n * TILE_WIDTH
                message = f"Too many files are absent: nothing was looked for from entry {at} on."
                self._tray.add(at, "export-ends", message)
                break
            self._check_stretch(n, width)
        if not self._gaps:
            for tile in self._published.partial_tiles():
                self._check_tile(tile)
        self._check_root(checkpoint)

    def _check_stretch(self, n: int, width: int) -> None:
        """Check a bundle of entries against the tile of their hashes."""
        first = n * TILE_WIDTH
        published = self._leaf_tile(n, width)
        entries = self._bundle(n, width)
        hashes = [sha256(b"\x00" + data).digest() for data in entries]
        joined = b"".join(hashes)
        places: Sequence[int] = range(width)
        sound = len(entries)
        if entries and published is not None and published != joined:
            leaves = _split(published)
            sound = _agreeing(hashes, leaves)
            places = self._align(first, hashes, leaves)
        passed, finding = self._pass_entries(first, entries[:sound])
        sound = min(sound, self._check_form(first, entries, places, passed))
        if finding is not None and sound > passed:
            self._tray.put(finding)
            self.stopped_at = first + passed + 1
        self._judge_entries(first + passed, entries[passed:sound], whole=sound == width)
        complete = joined if len(entries) == width else None
        self._grow(published or complete, complete or published)

    def _leaf_tile(self, n: int, width: int) -> bytes | None:
        """The published hashes of a stretch, None if they cannot be had."""
        try:
            tile = read_tile(self._read, 0, n, width)
        except BadTile as error:
            self._report_file("tile", error)
            return None
        self.tiles += 1
        return tile

    def _bundle(self, n: int, width: int) -> list[bytes]:
        """The entries of a stretch as far as they can be had."""
        try:
            path, kept, data = find_bundle(self._read, n, width)
        except Missing as error:
            self._report_file("bundle", error)
            return []
        entries, fault = split_bundle(data, kept)
        if fault:
            self._report_file("bundle", BadTile(path, n * TILE_WIDTH + len(entries), fault))
        return entries[:width]

    def _report_file(self, what: str, error: BadTile) -> None:
        kind = f"{what}-missing" if isinstance(error, Missing) else f"{what}-malformed"
        message = f"The file {error.path} cannot be used: {error.message}."
        self._tray.add(error.position, kind, message, path=error.path)

    def _align(
        self, first: int, hashes: Sequence[bytes], leaves: Sequence[bytes]
    ) -> tuple[int, ...]:
        """Report how entries part from their published hashes; the place where each belongs."""
        alignment = align(hashes, leaves)
        # Where entries are missing too, the root cannot say which of the others are right.
        tray = self._tray if alignment.missing else self._parted
        for place in alignment.altered:
            tray.add(
                first + place,
                "entry-altered",
                f"Entry {first + place} does not have the hash that was published for it.",
                published=leaves[place].hex(),
                found=hashes[alignment.places.index(place)].hex(),
            )
        for place in alignment.missing:
            self._tray.add(first + place, "entry-missing", f"Entry {first + place} is missing.")
        for index in alignment.moved:
            belongs = first + alignment.places[index]
            message = f"Entry {belongs} stands in the place of entry {first + index}."
            tray.add(first + index, "entry-moved", message, belongs=str(belongs))
        return alignment.places

    def _pass_entries(self, first: int, entries: Sequence[bytes]) -> tuple[int, Finding | None]:
        """How many a judge that demands their form finds right, and what is wrong with the next."""
        if self._judge is None or not self._demands_form or self.stopped_at is not None:
            return 0, None
        for index, data in enumerate(entries):
            finding = self._judge(first + index, data)
            if finding is not None:
                return index, finding
            self.decisions += 1
        return len(entries), None

    def _check_form(
        self, first: int, entries: Sequence[bytes], places: Sequence[int], passed: int
    ) -> int:
        """Check bytes and numbers of entries; how many at the start are in order."""
        sound = len(entries)
        rest = entries[passed:]
        values = decode_batch(rest) or [_decode_or_reason(data) for data in rest]
        for index, (value, place) in enumerate(zip(values, places[passed:], strict=False), passed):
            position = first + place
            seq = value.get("seq") if isinstance(value, dict) else None
            # One that was moved is reported as such, and may bear either number.
            if seq in (position, first + index) and type(seq) is int:
                continue
            sound = min(sound, index)
            if isinstance(value, NotCanonical):
                message = f"Entry {position} is not in canonical form: {value}."
                self._tray.add(position, "entry-not-canonical", message, reason=value.reason)
            else:
                message = f"The entry in place {position} bears the number {seq}."
                self._tray.add(position, "entry-out-of-place", message, seq=str(seq))
        self.entries += len(entries)
        return sound

    def _judge_entries(self, first: int, entries: Sequence[bytes], *, whole: bool) -> None:
        """Have the entries in order decided again, up to the first that is wrong."""
        if self._judge is None or self.stopped_at is not None:
            return
        for position, data in enumerate(entries, first):
            finding = self._judge(position, data)
            if finding is not None:
                self._tray.put(finding)
                self.stopped_at = position + 1
                return
            self.decisions += 1
        if not whole:
            self.stopped_at = first + len(entries)

    def _grow(self, published: bytes | None, found: bytes | None) -> None:
        """Add the hashes of a stretch to both trees; nothing more once some are lost."""
        if published is None or found is None:
            self._gaps += 1
        if self._gaps or published is None or found is None:
            return
        if published != found and self._found is self._published:
            self._found = self._published.copy()
        for tile in self._published.push(published)[1:]:
            self._check_tile(tile)
        if self._found is not self._published:
            self._found.push(found)

    def _check_tile(self, tile: Tile) -> None:
        """Check that a tile above level 0 fits the hashes below it."""
        if tile.level == 0:
            return
        try:
            data = read_tile(self._read, tile.level, tile.n, tile.width)
        except BadTile as error:
            self._report_file("tile", error)
            return
        self.tiles += 1
        if data != tile.hashes:
            place = _agreeing(_split(data), _split(tile.hashes))
            position = (tile.n * TILE_WIDTH + place) * TILE_WIDTH**tile.level
            message = f"Hash {place} of {tile.path} is not that of the tile below it."
            self._tray.add(position, "tile-differs", message, path=tile.path)

    def _check_root(self, checkpoint: Checkpoint) -> None:
        """Compare both trees with the checkpoint, and lay altered entries or hashes to account."""
        borne_out = not self._gaps and self._found.root() == checkpoint.root
        for finding in self._parted.sorted():
            self._tray.put(_hash_altered(finding) if borne_out else finding)
        self._tray.total += self._parted.unlisted
        if self._gaps or borne_out or self._published.root() == checkpoint.root:
            return
        self._tray.add(
            None,
            "root-differs",
            f"The {checkpoint.size} entries do not have the root in the checkpoint.",
            checkpoint=checkpoint.root.hex(),
            entries=self._found.root().hex(),
            tiles=self._published.root().hex(),
        )


def _hash_altered(finding: Finding) -> Finding:
    """The finding about an entry whose bytes the root bears out."""
    message = f"The published hash of entry {finding.position} is not that of its bytes."
    return Finding(finding.position, "hash-altered", message, None, finding.facts)


def _decode_or_reason(data: bytes) -> object:
    """The value of an entry, or why it has none."""
    try:
        return decode(data)
    except NotCanonical as reason:
        return reason


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def _agreeing(left: Sequence[bytes], right: Sequence[bytes]) -> int:
    """How many items at the start are equal."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, pair in pairs if pair[0] != pair[1]), min(len(left), len(right)))

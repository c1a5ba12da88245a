"""Data tables and boxes of facts become rows; the layout tables of the 2000s come apart.

The idea: only a table without tables inside can hold data, and its shape tells: head cells, or
several rows of the same few short cells, are data; a cell with a run of paragraphs, a list of links
beside prose, a page in two columns are layout. A list of terms (`<dl>`) is a box of facts where each term and what is
said of it are a few words.

Invariant: merging a row touches no character but the line feeds between its cells, which become one
space each, and two cells of which one holds prose never share a line unless the table says `<th>`.
"""

from __future__ import annotations

from cleaner.html.lines import Context, Line

# Cells of data are short. Read off tables of statistics, prices and timetables in Chinese pages, where the
# longest cells are remarks of about a sentence; columns of a layout hold hundreds of characters.
CELL_MOST = 80
CELL_LINES_MOST = 4
# A table that marks its head may have cells of prose (regulations, comparison tables).
MARKED_CELL_MOST = 400
# A lone row, or one cell a row, is data only if it reads like a row of labels and values.
ROW_MOST = 60
# An encyclopaedia's box: its names are words, its values no sentences.
TERM_MOST = 12
VALUE_MOST = 60
TERMS_LEAST = 2
GRIDS = ("table", "tr", "td", "th", "dl", "dt", "dd")


class Table:
    """The cells of one table as ranges of lines, gathered while the page is laid down."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.nested = False
        self.marked = False
        self.rows: list[tuple[Context, list[tuple[int, int]]]] = []

    def open_row(self, context: Context) -> None:
        self.rows.append((context, []))

    def open_cell(self, at: int, context: Context) -> None:
        if not self.rows:
            self.open_row(context)
        self.rows[-1][1].append((at, at))

    def close_cell(self, at: int) -> None:
        if self.rows and self.rows[-1][1]:
            start, _ = self.rows[-1][1][-1]
            self.rows[-1][1][-1] = (start, at)

    def settle(self, lines: list[Line]) -> None:
        """Merge the cells of each row of a data table, in place; leave layout as it lies."""
        if self.nested or len(lines) - self.start < 2 or not self._is_data(lines):
            return
        settled: list[Line] = []
        at = self.start
        for context, cells in self.rows:
            filled = [(start, end) for start, end in cells if end > start >= at]
            if not filled:
                continue
            settled += lines[at : filled[0][0]]
            settled += _row(lines[filled[0][0] : filled[-1][1]], context)
            at = filled[-1][1]
        lines[self.start :] = settled + lines[at:]

    def _is_data(self, lines: list[Line]) -> bool:
        shape = [[lines[start:end] for start, end in cells if end > start] for _, cells in self.rows]
        shape = [row for row in shape if row]
        cells = [cell for row in shape for cell in row]
        if not cells or any(not _fits(cell, MARKED_CELL_MOST if self.marked else CELL_MOST) for cell in cells):
            return False
        wide = [row for row in shape if len(row) > 1]
        if self.marked:
            return bool(wide)
        if len(shape) == 1:
            return len(cells) > 1 and sum(_size(cell) for cell in cells) <= ROW_MOST
        return 2 * len(wide) >= len(shape) and len(wide) > 1


class Terms(Table):
    """The terms of a list and what is said of each."""

    def _is_data(self, lines: list[Line]) -> bool:
        rows = [[lines[start:end] for start, end in cells] for _, cells in self.rows]
        return len(rows) >= TERMS_LEAST and all(len(row) == 2 and _is_fact(*row) for row in rows)


class Grids:
    """The tables and lists of terms that are open."""

    def __init__(self) -> None:
        self._tables: list[Table] = []
        self._terms: list[Table] = []

    def opened(self, inner: Context, outer: Context, at: int) -> None:
        """An element of `GRIDS` began: its context, the one around it, the number of the next line."""
        grids = self._of(inner.tag)
        if inner.tag == "table":
            if grids:
                grids[-1].nested = True
            grids.append(Table(at))
        elif inner.tag == "dl":
            grids.append(Terms(at))
        elif grids and inner.tag == "tr":
            grids[-1].open_row(inner)
        elif grids:
            if inner.tag == "dt":
                grids[-1].open_row(outer)
            grids[-1].marked = grids[-1].marked or inner.tag == "th"
            grids[-1].open_cell(at, outer)

    def closed(self, tag: str, lines: list[Line]) -> None:
        """It ended."""
        grids = self._of(tag)
        if not grids or tag == "tr":
            return
        if tag in ("table", "dl"):
            grids.pop().settle(lines)
        else:
            grids[-1].close_cell(len(lines))

    def _of(self, tag: str) -> list[Table]:
        return self._terms if tag[0] == "d" else self._tables


def _is_fact(term: list[Line], value: list[Line]) -> bool:
    if len(term) != 1 or len(value) != 1 or _is_structured(value[0]):
        return False
    return _size(term) <= TERM_MOST and _size(value) <= VALUE_MOST and value[0].text.strip()[-1:] not in "。！？!?."


def _fits(cell: list[Line], most: int) -> bool:
    if len(cell) > CELL_LINES_MOST or _size(cell) > most or any(_is_structured(line) for line in cell):
        return False
    # Several lines that are all links are a list of headlines, not a value.
    return len(cell) == 1 or any(line.linked < line.size for line in cell)


def _is_structured(line: Line) -> bool:
    """A heading, list or form inside a cell: the cell is a piece of page, not a value."""
    tail = line.context.path.rpartition("/td")[2]
    return any(part in tail for part in ("/h1", "/h2", "/h3", "/ul", "/ol", "/form", "/select", "/pre", "/textarea"))


def _size(cell: list[Line]) -> int:
    return sum(line.size for line in cell)


def _row(lines: list[Line], context: Context) -> list[Line]:
    """One line for a row; hidden lines stay beside it."""
    shown = [line for line in lines if line.context.hidden == context.hidden]
    aside = [line for line in lines if line.context.hidden != context.hidden]
    if len(shown) < 2:
        return lines
    text = " ".join(line.text.strip(" ") for line in shown)
    merged = Line(text, context, sum(x.linked for x in shown), sum(x.size for x in shown), 0)
    return [merged, *aside]

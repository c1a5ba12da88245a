"""HTML pages: parser, block structure, tables, hidden text and metadata of the head, one module each."""

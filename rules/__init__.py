"""The rules that come with the package; a package only so that installed copies carry the files."""

"""Pages, forms, charts and languages: state in, page out. No rule of an agreement stands here."""

//! Lists as files and as text: CSV, TSV, JSON, Markdown, plain. Cells of outside text are made safe against formulas and terminals.

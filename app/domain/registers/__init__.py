"""Reading a partnership's register as it comes: which sheet, which headings, which rows, and what is wrong where."""

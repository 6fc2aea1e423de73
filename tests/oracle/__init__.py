"""Independent oracle for the deadline rules. It never imports the product."""

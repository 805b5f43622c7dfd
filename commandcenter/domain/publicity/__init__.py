"""宣传教育 (plan 7): what is planned and held, typical cases, partners of research."""

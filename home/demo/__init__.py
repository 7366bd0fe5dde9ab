"""The demo city: real divisions, generated organisations and records, published cases.

Everything is drawn from one fixed seed and dated by fixed days, so two builds hold the same
records. Organisations and people are generated and named so (「市级演示单位017」「演示联络员01」);
real bodies appear with published facts only: no generated money, contacts or activities.
"""

"""Benchmarks: what search costs, over as many articles as one likes, beside others that search the same texts.

housing   a database and a folder of their own      drawing    queries by how common their words are
remixing  articles from the sample                  answering  what of ours is measured
building  brought in and indexed, and measured      measuring  runs and percentiles
watching  how much memory processes have            crowding   several readers at once
peers     others over the same texts                loading    pages over HTTP
exact     what ranking all matches would give       reporting  the tables
"""

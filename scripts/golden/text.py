"""Figures that the tests of prep.text compare with: scikit-learn's vectorizers, and libstemmer's stems.

    /usr/bin/python3 scripts/golden/text.py
"""
import csv
import ctypes
import ctypes.util
import json
import pathlib
import re
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer

ROOT = pathlib.Path(__file__).parents[2]
FEW = 10
OUT = ROOT / "src/compute/nodes/prep/text/golden.json"

with open(ROOT / "resources/samples/smsSpam.csv", newline="", encoding="utf-8") as file:
    sms = [row["message"] for row in csv.DictReader(file)]

texts = sms[:36] + [
    "Ünïcode wörds, naïve cafés — und Straße_7 x² ½ ٣٤",
    "日本語 テキスト, 中文",
    "",
    "a I ?! ...",
    "The THE the cat's cats: cat, running runs; it's not 3.14",
]
train = [i for i in range(len(texts)) if i % 4 != 3]


def rows_of(matrix):
    matrix.sort_indices()
    return [[[int(j), float(v)] for j, v in zip(row.indices, row.data)] for row in (matrix[i] for i in range(len(texts)))]


def fitted(vectorizer):
    vectorizer.fit([texts[i] for i in train])
    matrix = vectorizer.transform(texts)
    return {
        "vocabulary": vectorizer.get_feature_names_out().tolist(),
        "idf": vectorizer.idf_.tolist() if hasattr(vectorizer, "idf_") else None,
        "rows": rows_of(matrix),
    }


def hashed(**options):
    return {"rows": rows_of(HashingVectorizer(alternate_sign=False, norm=None, **options).transform(texts))}


lib = ctypes.CDLL(ctypes.util.find_library("stemmer") or "libstemmer.so.0d")
lib.sb_stemmer_new.restype = lib.sb_stemmer_stem.restype = ctypes.c_void_p
lib.sb_stemmer_new.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
lib.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
lib.sb_stemmer_length.argtypes = [ctypes.c_void_p]
porter = lib.sb_stemmer_new(b"porter", b"UTF_8")


def stem(word):
    at = lib.sb_stemmer_stem(porter, word.encode(), len(word))
    return ctypes.string_at(at, lib.sb_stemmer_length(porter)).decode()


# libstemmer also stems words of two letters. Doubled letters that are no consonants of its list it leaves double (docced): none is here.
words = sorted({word for text in sms for word in re.findall("[a-z]{3,}", text.lower())})[::4]
words += "relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli " \
    "vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti sensibiliti " \
    "triplicate formative formalize electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic " \
    "adjustable defensible irritant replacement adjustment dependent adoption homologou communism activate angulariti " \
    "homologous effective bowdlerize probate rate cease controll roll caresses ponies ties caress cats feed agreed " \
    "plastered bled motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing happy sky " \
    "yes yellowy syzygy".split()

golden = {
    "made": f"scripts/golden/text.py with scikit-learn {sklearn.__version__} and libstemmer",
    "texts": texts,
    "train": train,
    "count": fitted(CountVectorizer()),
    "bigrams": fitted(CountVectorizer(ngram_range=(1, 2), min_df=2, stop_words="english")),
    "capitals": fitted(CountVectorizer(lowercase=False, min_df=0.05, max_df=0.5)),
    "few": fitted(CountVectorizer(max_features=FEW, binary=False, max_df=20)),
    "binary": fitted(CountVectorizer(binary=True, min_df=2)),
    "tfidf": fitted(TfidfVectorizer()),
    "sublinear": fitted(TfidfVectorizer(sublinear_tf=True, norm="l1", ngram_range=(2, 3))),
    "plain": fitted(TfidfVectorizer(norm=None)),
    "hashing": hashed(n_features=64, ngram_range=(1, 2)),
    "stems": {word: stem(word) for word in words},
}
total = CountVectorizer(max_df=20).fit_transform([texts[i] for i in train]).sum(0).A1
total.sort()
assert total[-FEW] > total[-FEW - 1], f"a tie at the last feature: {total[-30:]}"
OUT.write_text(json.dumps(golden, ensure_ascii=False) + "\n")

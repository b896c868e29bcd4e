"""Says of each token on a line of the standard input whether validate accepts it."""

import sys

import jwt
from validator import validate

for line in sys.stdin:
    try:
        validate(line.strip())
        print("true")
    except jwt.PyJWTError:
        print("false")

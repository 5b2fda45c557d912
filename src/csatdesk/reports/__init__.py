"""Paper: one module a document; layout of dataclasses that it defines itself."""

"""Signatures by Ed25519: a bureau's own key, of which the private part stays in a file."""

import re

from commandcenter.domain.errors import RuleBroken

PUBLIC, SIGNATURE = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")
PURPOSE = b"commandcenter upgrade 1\n"  # what is signed for this is good for nothing else


def make(password: str) -> tuple[bytes, str]:
    """A new key: its private part as a PEM (encrypted where there is a password), its public."""
    # Loaded by the two commands that need it, and where something is installed.
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # the same

    key = Ed25519PrivateKey.generate()
    how: form.KeySerializationEncryption = form.NoEncryption()
    if password:
        how = form.BestAvailableEncryption(password.encode())
    kept = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, how)
    return kept, key.public_key().public_bytes_raw().hex()


def is_encrypted(pem: bytes) -> bool:
    return b"ENCRYPTED" in pem


def sign(pem: bytes, password: str, words: bytes) -> tuple[str, str]:
    """The signature and the public part. Raises RuleBroken for what is no such key."""
    from cryptography.exceptions import UnsupportedAlgorithm  # as above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # the same
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # the same

    try:
        key = load_pem_private_key(pem, password.encode() if password else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        said = "口令不对，或者签名私钥已损坏。" if is_encrypted(pem) else "这不是签名私钥的文件。"
        raise RuleBroken(said) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise RuleBroken("这不是签名私钥的文件。")
    return key.sign(PURPOSE + words).hex(), key.public_key().public_bytes_raw().hex()


def is_genuine(public: str, words: bytes, signature: str) -> bool:
    from cryptography.exceptions import InvalidSignature  # as above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # the same

    if not PUBLIC.fullmatch(public) or not SIGNATURE.fullmatch(signature):
        return False
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    try:
        key.verify(bytes.fromhex(signature), PURPOSE + words)
    except InvalidSignature:
        return False
    return True

"""When the certificates end by which a server is trusted."""

from datetime import datetime
from pathlib import Path

from cryptography import x509

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why


def end_of(file: Path) -> datetime:
    """Of a file with several the one that ends first, aware UTC. Raises RuleBroken for none."""
    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        words = "证书文件“{file}”不能读取：{why}。"
        raise RuleBroken(words, file=file, why=why(error)) from error
    except ValueError as error:
        raise RuleBroken("“{file}”不是证书文件。", file=file) from error
    return min(each.not_valid_after_utc for each in found)

import stat

from config import secret


def test_key_is_made_once(tmp_path):
    assert secret.read_or_make(tmp_path / "data/key") == secret.read_or_make(tmp_path / "data/key")


def test_key_is_for_its_owner_only(tmp_path):
    secret.read_or_make(tmp_path / "key")

    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_program_that_starts_at_the_same_time_reads_a_whole_key(tmp_path, monkeypatch):
    real = secret.os.link

    def other_is_first(fresh, path):
        path.write_text("k" * 67)
        real(fresh, path)

    monkeypatch.setattr(secret.os, "link", other_is_first)

    assert secret.read_or_make(tmp_path / "key") == "k" * 67

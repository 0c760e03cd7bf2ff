"""The mail draft in a real mail program: it opens for sending, in Chinese, with its files."""

from __future__ import annotations

import email
import shutil
import sys
import time
from email import policy
from typing import TYPE_CHECKING

from tests.accept.conftest import ROOT, Screen, attempt, command, spawn, wait_for

if TYPE_CHECKING:
    from pathlib import Path

PREFERENCES = {
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.spam.version": 1,
    "mailnews.start_page.enabled": False,
    "mail.shell.checkDefaultClient": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "app.update.enabled": False,
    "mail.accountmanager.accounts": "account1,account2",
    "mail.accountmanager.defaultaccount": "account2",
    "mail.accountmanager.localfoldersserver": "server1",
    "mail.account.account1.server": "server1",
    "mail.account.account2.server": "server2",
    "mail.account.account2.identities": "id1",
    "mail.identity.id1.fullName": "clerk",
    "mail.identity.id1.useremail": "clerk@example.invalid",
    "mail.identity.id1.valid": True,
    "mail.server.server1.type": "none",
    "mail.server.server1.hostname": "Local Folders",
    "mail.server.server1.userName": "nobody",
    "mail.server.server1.directory-rel": "[ProfD]Mail/Local Folders",
    "mail.server.server2.type": "pop3",
    "mail.server.server2.hostname": "example.invalid",
    "mail.server.server2.userName": "clerk",
    "mail.server.server2.login_at_startup": False,
    "mail.server.server2.check_new_mail": False,
    "mail.server.server2.directory-rel": "[ProfD]Mail/example.invalid",
}


def literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')


def windows(screen: Screen) -> str:
    words = ("xdotool", "search", "--onlyvisible", "--name", "", "getwindowname", "%@")
    return attempt(*words, env=screen.environment).stdout


def test_thunderbird_opens_the_draft_for_sending(screen: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    command(sys.executable, "main.py", "demo", folder, cwd=ROOT, env=offscreen)
    draft = tmp_path / "draft.eml"
    shutil.copy(next(folder.glob("*更正第1次.eml")), draft)
    message = email.message_from_bytes(draft.read_bytes(), policy=policy.default)
    fonts = tmp_path / "home" / ".fonts"
    shutil.copytree(ROOT / "resources/fonts", fonts)
    profile = tmp_path / "profile"
    profile.mkdir()
    lines = [f'user_pref("{name}", {literal(value)});' for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    program = spawn(
        *("thunderbird", "-no-remote", "-profile", profile, draft),
        env={**screen.environment, "HOME": str(tmp_path / "home")},
    )
    try:
        # Its composing window is called Write: and the subject.
        wait_for(lambda: f"Write: {message['Subject']}" in windows(screen), 90)
        time.sleep(4)
        screen.picture("40-thunderbird")
    finally:
        program.terminate()
        program.wait()

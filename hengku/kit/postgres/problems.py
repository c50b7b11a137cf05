"""What can go wrong with the server, said so that the reader knows what to do. Raised, never swallowed."""

from __future__ import annotations


class PostgresProblem(RuntimeError):
    """The database cannot be used; the text is Chinese, complete, and says what to do."""


class ClusterBusy(PostgresProblem):
    """Another process of ours supervises this data folder."""

    def __init__(self, holder: dict[str, object]) -> None:
        self.holder = holder
        where = f",地址 {holder['url']}" if holder.get("url") else ""
        pid = holder.get("pid", "未知")
        super().__init__(f"这个数据目录的数据库正由另一个衡库进程管理(进程号 {pid}{where})")


class DidNotStart(PostgresProblem):
    """postgres ended, or did not answer in time; carries the end of its log."""

    def __init__(self, what: str, log_tail: str) -> None:
        super().__init__(f"{what}。数据库日志的最后几行:\n{log_tail.strip() or '(空)'}")

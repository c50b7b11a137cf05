"""Why something on the desk is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hengku.kit.errors import Forbidden, Invalid, NotFound, Refused


@dataclass(eq=False)
class UnknownList(NotFound):
    """No list of that name, or none that views can be kept of."""

    list_key: str
    text = "没有列表 {list_key}。"


@dataclass(eq=False)
class ViewNotFound(NotFound):
    """No such view, or somebody else's."""

    view_id: int
    text = "找不到该视图。它可能已被删除,或是别人的私有视图。"


@dataclass(eq=False)
class ViewNameTaken(Refused):
    """Two views of one list and owner under one name."""

    name: str
    text = "您在这个列表里已有名为“{name}”的视图。请换一个名称,或修改原来的视图。"


@dataclass(eq=False)
class ViewChanged(Refused):
    """Somebody saved it in between."""

    name: str
    text = "视图“{name}”已被修改。请刷新后重试。"


@dataclass(eq=False)
class ViewNameMissing(Invalid):
    """A view is found by its name."""

    length_max: int
    text = "请填写视图名称,最多 {length_max} 个字。"


@dataclass(eq=False)
class ViewContentInvalid(Invalid):
    """Not what a view can hold."""

    reason: str
    text = "视图内容不正确:{reason}。"


@dataclass(eq=False)
class TooManyViews(Refused):
    """More than anybody finds their way in."""

    count_max: int
    text = "一个列表最多保存 {count_max} 个视图。请先删除不用的。"


@dataclass(eq=False)
class UnknownBatchKind(Invalid):
    """No such operation over many documents."""

    kind: str
    text = "没有批量操作 {kind}。"


@dataclass(eq=False)
class NothingChosen(Invalid):
    """A batch of nothing."""

    text = "没有选中任何单据。"


@dataclass(eq=False)
class TooManyForBatch(Invalid):
    """More documents than one batch takes."""

    count_max: int
    text = "一次最多处理 {count_max} 张单据。请用筛选缩小范围,分几次处理。"


@dataclass(eq=False)
class TooManyRows(Refused):
    """More rows than a worksheet has."""

    rows_max: int
    text = "结果超过 {rows_max} 行,一个工作表放不下。请用筛选缩小范围(例如按月)再导出。"


@dataclass(eq=False)
class BatchReasonMissing(Invalid):
    """Closing orders needs a reason."""

    text = "请填写关闭原因。"


@dataclass(eq=False)
class BatchNotFound(NotFound):
    """No such batch of this person."""

    batch_id: int
    text = "找不到该批量操作。它可能是别人发起的,或已过期。"


@dataclass(eq=False)
class UnknownTask(Invalid):
    """No such work in the background."""

    kind: str
    text = "没有后台任务 {kind}。"


@dataclass(eq=False)
class TaskBroke(Refused):
    """Whoever worked on it ended in the middle, again and again. Nothing of it was posted."""

    attempts: int
    text = "后台处理中断了 {attempts} 次,已停止,没有留下任何一半的结果。请重试;若再次出现,请联系管理员查看 logs/work.log。"


@dataclass(eq=False)
class ExportGone(NotFound):
    """The file was not made (yet), or has been cleared away."""

    text = "导出的文件还没有生成,或已过期被清除。请重新导出。"


@dataclass(eq=False)
class FewerRights(Forbidden):
    """The file was made when its owner had rights, or saw warehouses, that were taken away since."""

    text = "导出之后您的权限或可看的仓库少了,不能再下载这份文件。请按现在的权限重新导出。"


@dataclass(eq=False)
class WrongColumns(Invalid):
    """A column the list does not have, or one the actor may not see."""

    columns: tuple[str, ...]
    text = "不能导出这些列:{columns}。没有这些列,或您无权查看。"


@dataclass(eq=False)
class UnfinishedChanged(Refused):
    """Another window or computer saved the same form since this copy was read."""

    device: str
    saved_at: datetime
    version: int
    text = "这张未完成的单据已在另一个窗口或电脑({device},{saved_at})改过。请载入那一份,或用这一份覆盖。"


@dataclass(eq=False)
class UnfinishedNotFound(NotFound):
    """No such form of this person, or it was finished."""

    local: str
    text = "没有这份未完成的录入:{local}。它可能已经过账、保存为草稿或被放弃。"


@dataclass(eq=False)
class TooManyUnfinished(Refused):
    """So many forms are open that keeping another would only hide the rest."""

    most: int
    text = "未完成的录入已有 {most} 份。请先完成或放弃一些;这一份仍保存在本机浏览器里。"


@dataclass(eq=False)
class FormTooLarge(Refused):
    """A form beyond any document that could be posted."""

    bytes_max: int
    text = "这张单据太大,不能在服务器暂存(最多 {bytes_max} 字节);它仍保存在本机浏览器里。请分成几张,或用批量导入。"

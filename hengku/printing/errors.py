"""What printing refuses."""

from __future__ import annotations

from dataclasses import dataclass

from hengku.kit.errors import Busy, Invalid, NotFound, Refused


@dataclass(eq=False)
class UnknownPaper(Invalid):
    """No such paper or label."""

    paper: str
    known: tuple[str, ...]
    text = "没有纸张 {paper}。可用:{known}。"


@dataclass(eq=False)
class UnknownLayout(Invalid):
    """The type cannot be printed in this way."""

    layout: str
    known: tuple[str, ...]
    text = "该单据没有 {layout} 版式。可用:{known}。"


@dataclass(eq=False)
class UnknownColumn(Invalid):
    """The type has no such column."""

    column: str
    text = "该单据没有列 {column}。请从列表中选择。"


@dataclass(eq=False)
class ColumnTwice(Invalid):
    """The same column named twice."""

    column: str
    text = "列 {column} 出现了两次。请去掉一个。"


@dataclass(eq=False)
class OutOfRange(Invalid):
    """A number of the template is not possible."""

    label: str
    least: int
    most: int
    text = "{label}应在 {least} 到 {most} 之间。"


@dataclass(eq=False)
class TemplateGone(NotFound):
    """No such template of this type in this company, or it was deleted."""

    template: str
    text = "没有这个打印模板({template}),可能已被删除。请重新选择。"


@dataclass(eq=False)
class TemplateNameTaken(Refused):
    """Templates of a type are told apart by their names."""

    name: str
    text = "这类单据已有模板「{name}」。请换一个名称。"


@dataclass(eq=False)
class TooManyTemplates(Refused):
    """A list nobody could choose from."""

    most: int
    text = "每类单据最多 {most} 个模板。请先删除不用的。"


@dataclass(eq=False)
class NoEntries(Refused):
    """A document without entries has no 记账凭证, or they are not the actor's to see."""

    number: str
    text = "单据 {number} 没有可打印的凭证:还没有过账、不记账,或您没有查看账簿的权限。"


@dataclass(eq=False)
class NothingToPrint(Invalid):
    """An empty list."""

    text = "没有要打印的内容。请至少选择一张单据或一个商品。"


@dataclass(eq=False)
class TooMuchToPrint(Invalid):
    """More than one file should hold."""

    most: int
    text = "一次最多打印 {most} 张。请分批打印。"


@dataclass(eq=False)
class LogoRefused(Invalid):
    """Not a picture that can be printed."""

    reason: str
    text = "标志图片不可用:{reason}。请上传 PNG 或 JPG,不超过 500 KB,边长不超过 2000 像素。"


@dataclass(eq=False)
class FontsMissing(Refused):
    """The Chinese fonts are not where they should be."""

    text = "打印字体没有安装。请在程序文件夹中运行 make install,然后重试。"


@dataclass(eq=False)
class PrintTooHeavy(Refused):
    """It took more memory or time than one print may."""

    what: str
    text = "打印内容太多,超过了{what}限制。请减少单据或行数,分几次打印。"


@dataclass(eq=False)
class PrintFailed(Refused):
    """The typesetter refused; a fault of ours."""

    reason: str
    text = "打印版面生成失败({reason})。请换一种纸张或恢复默认模板后重试,并告诉管理员。"


@dataclass(eq=False)
class PrintersBusy(Busy):
    """Everybody prints at once."""

    text = "打印任务较多,请几秒后重试。"


@dataclass(eq=False)
class PrintGone(NotFound):
    """No such file of this person, or it waited longer than an hour."""

    text = "打印文件已过期或不存在。请重新打印。"


@dataclass(eq=False)
class NothingOverdue(Invalid):
    """A letter asking for payment was wanted of customers that owe nothing overdue."""

    text = "所选客户在这一天没有逾期未付的款项,不用催款。"

"""Why a file from outside is not read. Each says what to do, because the person has the file and we have not."""

from dataclasses import dataclass

from hengku.kit.errors import Invalid


@dataclass(eq=False)
class FileRefused(Invalid):
    """What all refusals of a file share. `name` is the file's name as its owner knows it."""

    name: str
    text = "文件“{name}”不能导入"


@dataclass(eq=False)
class FileTooLarge(FileRefused):
    """A cap of Limits is passed. `what` is which (文件大小、行数 …), in the unit of `limit`."""

    what: str
    size: int
    limit: int
    text = "文件“{name}”的{what}是 {size},超过上限 {limit};请删去多余内容,或拆成几个文件再导入"


@dataclass(eq=False)
class FileSuspicious(FileRefused):
    """The file is made in a way no office program makes it."""

    reason: str
    text = (
        "文件“{name}”的内容异常({reason}),为安全起见没有打开;请用 Excel 或 WPS 打开后另存为新的 .xlsx 再导入"
    )


@dataclass(eq=False)
class FileEncrypted(FileRefused):
    """A password is needed to open it."""

    text = "文件“{name}”设有打开密码;请用 Excel 或 WPS 去掉密码、另存后再导入"


@dataclass(eq=False)
class FileHasMacros(FileRefused):
    """A workbook with macros, or in the binary format that hides them."""

    text = "文件“{name}”是带宏或二进制的工作簿;请另存为不带宏的 .xlsx 再导入"


@dataclass(eq=False)
class FileWrongType(FileRefused):
    """The content is not what the name says. `expected` is the extension, `found` what it is, for people."""

    expected: str
    found: str
    text = "文件“{name}”的扩展名是 {expected},内容却是{found};请用 Excel 或 WPS 打开后另存为 .xlsx 或 .csv 再导入"


@dataclass(eq=False)
class FileTypeUnknown(FileRefused):
    """The extension is none of those that are read."""

    extension: str
    text = "不能读取 {extension} 文件“{name}”;请另存为 .xlsx、.xls 或 .csv 再导入"


@dataclass(eq=False)
class FileNotReadable(FileRefused):
    """Damaged, cut off, empty, or the parser gave up on it."""

    reason: str
    text = "文件“{name}”读不出来({reason});请用 Excel 或 WPS 打开检查,另存后再导入"


@dataclass(eq=False)
class FileTooHeavy(FileRefused):
    """Reading it used up what a file may cost. `what` is 内存, 计算时间 or 等待时间."""

    what: str
    text = "读取文件“{name}”用尽了允许的{what},没有读完;请删去多余的空行、格式和图片,或拆成几个文件再导入"

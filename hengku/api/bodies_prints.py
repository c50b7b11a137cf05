"""What is sent about templates for paper."""

from __future__ import annotations

from pydantic import Field

from hengku.api.bodies import Body
from hengku.api.values import Text
from hengku.printing.label_template import LabelTemplate
from hengku.printing.template import ColumnChoice, Template

NAME = "送货单 三联"


class ColumnBody(Body):
    """A column and its width in millimetres, 0 for as wide as it needs."""

    key: str = Field(examples=["product.name"])
    width: int = Field(default=0, examples=[45])


class TemplateBody(Body):
    """What a template says of the paper. ``text_size`` is in hundredths of a point, 0 for as usual."""

    paper: str = Field(default="a4", examples=["form_93"])
    layout: str = "document"
    title: Text = Field(default="", examples=["送货单"])
    header: Text = Field(default="", examples=["服务电话:0571-88880000"])
    footer: Text = Field(default="", examples=["货物当面点清,三日内可退换。"])
    text_size: int = Field(default=0, examples=[950])
    columns: list[ColumnBody] = Field(default_factory=list, max_length=40)
    copies: int = Field(default=1, examples=[3])
    copy_names: list[str] = Field(
        default_factory=list, max_length=40, examples=[["存根联", "客户联", "财务联"]]
    )
    signatures: list[str] = Field(
        default_factory=list, max_length=40, examples=[["制单", "送货", "客户签收"]]
    )
    show_price: bool = True
    show_tax: bool = True
    show_logo: bool = True
    show_barcode: bool = True
    show_qr: bool = True
    show_capitals: bool = True
    show_remark: bool = True
    version: int = 2

    def template(self) -> Template:
        """As the room knows it."""
        said = self.model_dump(exclude={"version", "columns", "copy_names", "signatures"})
        return Template(
            **said,
            columns=tuple(ColumnChoice(one.key, one.width) for one in self.columns),
            copy_names=tuple(self.copy_names),
            signatures=tuple(self.signatures),
        )


class NamedTemplateBody(Body):
    """A template and its name."""

    name: Text = Field(examples=[NAME])
    template: TemplateBody


class LabelTemplateBody(Body):
    """What a label says beside the name of the goods."""

    form: str = Field(default="60x40", examples=["40x30"])
    code: str = Field(default="product", examples=["gs1_matrix"])
    fields: list[str] = Field(default_factory=list, max_length=20, examples=[["lot", "expires", "price"]])
    version: int = 1

    def template(self) -> LabelTemplate:
        """As the room knows it."""
        return LabelTemplate(self.form, self.code, tuple(dict.fromkeys(self.fields)))


class NamedLabelBody(Body):
    """A label and its name."""

    name: Text = Field(examples=["冷柜标签"])
    template: LabelTemplateBody


class DefaultBody(Body):
    """The key of the template that becomes the default: an own one, or ``builtin``."""

    template: str = Field(max_length=20, examples=["builtin"])


class PartyPrintsBody(Body):
    """Keys of templates by type; "" takes the default again, types that are not named stay as they are."""

    templates: dict[str, str] = Field(
        max_length=200, examples=[{"sales_issue": "delivery", "statement_ar": ""}]
    )

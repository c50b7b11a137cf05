"""Why products, their units, codes and categories are refused."""

from __future__ import annotations

from dataclasses import dataclass

from hengku.kit.errors import Invalid, NotFound, Refused


@dataclass(eq=False)
class ProductNotFound(NotFound):
    """No such product in this company."""

    product_id: int
    text = "找不到商品(编号 {product_id})。"


@dataclass(eq=False)
class UnitUnknown(Invalid):
    """No unit of that name."""

    unit: str
    text = "没有单位“{unit}”。请从单位表中选择,或先添加这个单位。"


@dataclass(eq=False)
class CategoryUnknown(Invalid):
    """No active category of that code."""

    category: str
    text = "没有编码为“{category}”的商品类别,或它已停用。"


@dataclass(eq=False)
class TaxCodeUnknown(Invalid):
    """No active tax code of that code."""

    tax_code: str
    text = "没有税码“{tax_code}”,或它已停用。请从税码表中选择。"


@dataclass(eq=False)
class ProductCodeTaken(Refused):
    """Codes of products are never reused (B8)."""

    product_code: str
    name: str
    text = "商品编码“{product_code}”已被“{name}”使用;编码不重复使用,请换一个。"


@dataclass(eq=False)
class ProductExists(Refused):
    """Same name and specification: most likely the same thing twice (MD-02 一物多码)."""

    product_code: str
    name: str
    specification: str
    text = "已有同名同规格的商品:{product_code} {name} {specification}。如果确是不同商品,请用规格或品牌区分。"


@dataclass(eq=False)
class BarcodeTaken(Refused):
    """A barcode names one product (B8)."""

    barcode: str
    product_code: str
    name: str
    text = "条码 {barcode} 已属于商品 {product_code} {name}。请检查是否重复建档。"


@dataclass(eq=False)
class TwiceInList(Invalid):
    """Two records of the same call say the same."""

    label: str
    given: str
    first_line: int
    text = "{label}“{given}”与第 {first_line} 行重复。"


@dataclass(eq=False)
class CodeFixed(Refused):
    """The code of a product in documents stays, or the paper would name another thing (B8)."""

    product_code: str
    text = "商品 {product_code} 已有单据,编码不能修改。"


@dataclass(eq=False)
class CostingMethodFixed(Refused):
    """Goods that moved keep their costing method (C2); a category of another one would change it."""

    category: str
    text = "商品已有单据,不能改到计价方法不同的类别“{category}”。请新建商品,停用这一个。"


@dataclass(eq=False)
class InventoryRoleFixed(Refused):
    """Goods in the books under one inventory account cannot move to another by a change of category."""

    category: str
    text = "商品已有单据,不能改到存货科目不同的类别“{category}”。请新建商品,停用这一个。"


@dataclass(eq=False)
class TrackingFixed(Refused):
    """Stock without lots cannot be told apart afterwards (B6, B7)."""

    product_code: str
    text = "商品 {product_code} 已有单据,跟踪方式不能改。请停用它,另建一个商品。"


@dataclass(eq=False)
class SecondUnitFixed(Refused):
    """What was never weighed has no weight to go on from, and what was is valued by it (B2)."""

    product_code: str
    text = "商品 {product_code} 已有单据,第二计量单位不能改。请停用它,另建一个商品。"


@dataclass(eq=False)
class BaseUnitFixed(Refused):
    """Stock is counted in the base unit (B1)."""

    unit: str
    text = "基本单位“{unit}”已被单据或换算使用,不能更换。请新建商品,停用这一个。"


@dataclass(eq=False)
class ConversionFixed(Refused):
    """A unit in use keeps its conversion; another unit can be added (B1)."""

    unit: str
    text = "商品已有单据,单位“{unit}”的换算不能修改。请新增另一个单位(例如“大箱”)。"


@dataclass(eq=False)
class UnitCannotGo(Refused):
    """A unit once given to a product stays."""

    unit: str
    text = "单位“{unit}”一经添加不能删除;不再使用时不选它即可。"


@dataclass(eq=False)
class UnitNameTaken(Refused):
    """Names of units are unique in a company."""

    name: str
    text = "已有单位“{name}”。"


@dataclass(eq=False)
class PrecisionInvalid(Invalid):
    """Quantities have 0 to 6 decimals (G3)."""

    precision: int
    text = "小数位 {precision} 不正确:应为 0 到 6。"


@dataclass(eq=False)
class CategoryNotFound(NotFound):
    """No such category in this company."""

    category_id: int
    text = "找不到商品类别(编号 {category_id})。"


@dataclass(eq=False)
class InventoryRoleUnknown(Invalid):
    """Stock is kept under 库存商品, 原材料 or 周转材料."""

    role: str
    text = "存货科目 {role} 不正确,可用:merchandise、raw_material、turnover_material。"


@dataclass(eq=False)
class CategoryRoleFixed(Refused):
    """Goods already kept under one inventory account would no longer agree with another."""

    name: str
    text = "类别“{name}”下的商品已有单据,存货科目不能修改。请新建类别。"


@dataclass(eq=False)
class CategoryInUse(Refused):
    """Active products belong to it."""

    name: str
    product_count: int
    text = "类别“{name}”下还有 {product_count} 个启用的商品。请先移到别的类别,再停用。"


@dataclass(eq=False)
class TaxCodeNotFound(NotFound):
    """No such tax code in this company."""

    tax_code_id: int
    text = "找不到税码(编号 {tax_code_id})。"


@dataclass(eq=False)
class TaxKindUnknown(Invalid):
    """T1 knows general, simplified, exempt, none, zero."""

    kind: str
    text = "税码类型 {kind} 不正确,可用:general、simplified、exempt、none、zero。"


@dataclass(eq=False)
class TaxRateInvalid(Invalid):
    """A rate is a fraction from 0 to below 1 with at most 4 decimals; exempt, none and zero have none."""

    rate: str
    text = "税率 {rate} 不正确:应为 0 到 1 之间的小数(13% 写 0.13),免税、不征税和零税率为 0。"


@dataclass(eq=False)
class TaxDatesInvalid(Invalid):
    """It would end before it begins."""

    text = "税码的失效日期早于生效日期。"

"""职员: who answers for documents (1.1.1 经手人)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.models import Department, Employee
from hengku.company.record_rules import CodeTaken, missing_names, too_long
from hengku.identity.actor import Actor
from hengku.identity.models import Membership
from hengku.kit import clock
from hengku.kit.errors import Invalid, NotFound, Problem, raise_all


@dataclass(eq=False)
class EmployeeNotFound(NotFound):
    """No such employee in this company."""

    employee_id: int
    text = "找不到职员(编号 {employee_id})。"


@dataclass(eq=False)
class DepartmentUnknown(Invalid):
    """Not a department of this company."""

    department_id: int
    text = "找不到部门(编号 {department_id})。请从列表中重新选择。"


@dataclass(eq=False)
class MemberUnknown(Invalid):
    """The name that signs in is no member's."""

    username: str
    text = "账套里没有登录名为“{username}”的成员。请在“用户”页面核对登录名,或留空。"


@dataclass(eq=False)
class MemberTaken(Invalid):
    """Two employees would be one person."""

    username: str
    name: str
    text = "登录名“{username}”已是职员“{name}”。"


def add_employee(*, company_id: int, code: str, name: str, user_id: int) -> Employee:
    """Insert an employee of a new company. In the caller's transaction."""
    made: Employee = Employee.objects.create(company_id=company_id, code=code, name=name, user_id=user_id)
    return made


@transaction.atomic(durable=True)
def create_employee(
    *, actor: Actor, code: str, name: str, username: str = "", department_id: int | None = None
) -> Employee:
    """A new employee. Needs ``company.edit``; refused without code or name, when the code is taken, or when
    ``username`` ("" is nobody) is no member or another employee already, or the department is not there.
    """
    actor.must("company.edit")
    code, name = code.strip(), name.strip()
    problems = missing_names(code=code, name=name, label="职员")
    problems += too_long({"code": ("职员编码", code, 32), "name": ("职员姓名", name, 64)})
    if Employee.objects.visible_to(actor).filter(code=code).exists():
        problems.append(CodeTaken(label="职员", given=code).at(field="code"))
    user_id = _member(actor, username, 0, problems)
    _check_department(actor, department_id, problems)
    raise_all(problems)
    made: Employee = Employee.objects.create(
        company_id=actor.company_id, code=code, name=name, user_id=user_id, department_id=department_id
    )
    _note(actor, "created", made.pk, {"code": code, "name": name, "username": username})
    return made


@transaction.atomic(durable=True)
def change_employee(
    *,
    actor: Actor,
    employee_id: int,
    name: str,
    username: str,
    is_active: bool,
    department_id: int | None = None,
) -> None:
    """Rename an employee, say who signs in as them and of which department they are, or switch them off; the code
    stays. Needs ``company.edit``.
    """
    actor.must("company.edit")
    employee = Employee.objects.visible_to(actor).select_for_update().filter(pk=employee_id).first()
    if employee is None:
        raise EmployeeNotFound(employee_id=employee_id)
    problems = missing_names(code=employee.code, name=name.strip(), label="职员")
    problems += too_long({"name": ("职员姓名", name.strip(), 64)})
    user_id = _member(actor, username, employee_id, problems)
    _check_department(actor, department_id, problems)
    raise_all(problems)
    before = _told(employee)
    employee.name, employee.user_id, employee.is_active = name.strip(), user_id, is_active
    employee.department_id = department_id
    employee.save(update_fields=["name", "user_id", "department_id", "is_active"])
    after = _told(employee)
    _note(actor, "changed", employee_id, {"before": before, "after": after})


def employee_of(actor: Actor) -> Employee | None:
    """Who the actor is among the employees in use, or None."""
    found: Employee | None = (
        Employee.objects.visible_to(actor).filter(user_id=actor.user_id, is_active=True).first()
    )
    return found


def _member(actor: Actor, username: str, employee_id: int, problems: list[Problem]) -> int | None:
    """The user of a member's login name; adds a problem where there is none or it is somebody else's."""
    username = username.strip()
    if not username:
        return None
    members = Membership.objects.of_company(actor.company_id).filter(user__username=username)
    user_id = members.values_list("user_id", flat=True).first()
    if user_id is None:
        problems.append(MemberUnknown(username=username).at(field="username"))
        return None
    others = Employee.objects.visible_to(actor).filter(user_id=user_id).exclude(pk=employee_id)
    problems += [MemberTaken(username=username, name=other.name).at(field="username") for other in others]
    return int(user_id)


def _check_department(actor: Actor, department_id: int | None, problems: list[Problem]) -> None:
    if department_id and not Department.objects.visible_to(actor).filter(pk=department_id).exists():
        problems.append(DepartmentUnknown(department_id=department_id).at(field="department"))


def _told(employee: Employee) -> dict[str, object]:
    kept = ("name", "user_id", "department_id", "is_active")
    return {field: getattr(employee, field) for field in kept}


def _note(actor: Actor, what: str, employee_id: int, data: dict[str, object]) -> None:
    action = f"company.employee.{what}"
    record(
        actor=actor, at=clock.now(), action=action, entity_kind="employee", entity_id=employee_id, data=data
    )

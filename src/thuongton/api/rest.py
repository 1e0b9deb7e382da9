"""The REST API: routes of all rooms under one description, the same sentences for what was not carried out."""

from importlib import import_module

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unprocessable
from ninja.security import django_auth

from thuongton.api.services import KeyReused
from thuongton.people.requests import SignedInRequest
from thuongton.web.lists.rest import add_listing
from thuongton.web.rooms import given
from thuongton.web.routes import ListRoute, Routes

api = NinjaAPI(
    title="Thượng Tôn",
    version="1",
    description=(
        "Đơn vị, văn bản, kế hoạch, nhiệm vụ trong phạm vi của vai trò đang dùng. Danh sách chia trang bằng limit và "
        "offset; mỗi lần ghi cần phần đầu Idempotency-Key, gửi lại cùng khoá thì không ghi hai lần."
    ),
    auth=django_auth,
    urls_namespace="api",
    docs_url=None,
)
for one in given(Routes):
    api.add_router("", import_module(one.module).router)
lists = Router()
for each in given(ListRoute):
    add_listing(lists, each.at, each.listing, each.name)
api.add_router("", lists)


@api.exception_handler(ValidationError)
def _invalid(request: SignedInRequest, error: ValidationError) -> HttpResponse:
    return api.create_response(request, {"detail": " ".join(error.messages)}, status=400)


@api.exception_handler(PermissionDenied)
def _denied(request: SignedInRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": str(error) or _("Không có quyền.")}, status=403)


@api.exception_handler(Http404)
def _missing(request: SignedInRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": _("Không có, hoặc ngoài phạm vi của bạn.")}, status=404)


@api.exception_handler(KeyReused)
def _reused(request: SignedInRequest, error: KeyReused) -> HttpResponse:
    return api.create_response(request, {"detail": _("Khoá này đã dùng cho một yêu cầu khác.")}, status=409)


@api.exception_handler(AuthenticationError)
def _unknown(request: SignedInRequest, error: AuthenticationError) -> HttpResponse:
    return api.create_response(request, {"detail": _("Chưa đăng nhập.")}, status=401)


@api.exception_handler(Unprocessable)
def _unprocessable(request: SignedInRequest, error: Unprocessable) -> HttpResponse:
    places = dict.fromkeys(".".join(str(part) for part in one["loc"][1:]) or one["loc"][0] for one in error.errors)
    sentence = _("Không hiểu yêu cầu: xem lại %(places)s.") % {"places": ", ".join(places)}
    return api.create_response(request, {"detail": sentence}, status=422)


@api.exception_handler(HttpError)
def _not_read(request: SignedInRequest, error: HttpError) -> HttpResponse:
    sentences = {
        400: _("Nội dung gửi lên không phải JSON đúng."),
        403: _("Thiếu hoặc sai mã chống giả mạo; gửi kèm phần đầu X-CSRFToken."),
    }
    detail = sentences.get(error.status_code, str(error))
    return api.create_response(request, {"detail": detail}, status=error.status_code)

"""Addresses of the search. What is typed never appears in one."""

from django.urls import path

from banevim.identity.views import desk, search

app_name = "identity"
urlpatterns = [
    path("buscar/", search.search, name="search"),
    path("buscar/<uuid:search_id>/", search.results, name="results"),
    path("buscar/<uuid:search_id>/comparar/<int:rank>/", search.compare, name="compare"),
    path("buscar/<uuid:search_id>/es-ella/", search.choose, name="choose"),
    path("buscar/<uuid:search_id>/decidir/", search.decide, name="decide"),
    path("buscar/<uuid:search_id>/expediente-nuevo/", search.none_is_her, name="none_is_her"),
    path("buscar/posibles-duplicados/", desk.doubts, name="doubts"),
    path("buscar/sin-atencion/", desk.unfollowed, name="unfollowed"),
    path("buscar/sin-atencion/<uuid:search_id>/", desk.review, name="review"),
]

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_glasses_type import KnownGlassesType
from ..models.known_quality_for_recognition import KnownQualityForRecognition
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.accessory_item import AccessoryItem
    from ..models.blur_properties import BlurProperties
    from ..models.exposure_properties import ExposureProperties
    from ..models.facial_hair import FacialHair
    from ..models.hair_properties import HairProperties
    from ..models.head_pose import HeadPose
    from ..models.mask_properties import MaskProperties
    from ..models.noise_properties import NoiseProperties
    from ..models.occlusion_properties import OcclusionProperties


T = TypeVar("T", bound="FaceAttributes")


@_attrs_define
class FaceAttributes:
    """Attributes of a face; those not asked for are absent.

    Attributes:
        age (float | Unset): Estimated age in years; needs an approved resource.
        smile (float | Unset): Intensity of the smile, 0 to 1; needs an approved resource.
        facial_hair (FacialHair | Unset): Lengths of facial hair.
        glasses (KnownGlassesType | str | Unset): Kind of glasses, or noGlasses.
        head_pose (HeadPose | Unset): Direction of a head, as three angles in degrees.
        hair (HairProperties | Unset): Colour and amount of hair.
        occlusion (OcclusionProperties | Unset): Which parts of a face are covered.
        accessories (list[AccessoryItem] | Unset): Things worn on the head or face; empty when there are none.
        blur (BlurProperties | Unset): How blurred a face is.
        exposure (ExposureProperties | Unset): How well a face is exposed.
        noise (NoiseProperties | Unset): How noisy the pixels of a face are.
        mask (MaskProperties | Unset): Whether a mask is worn, and how.
        quality_for_recognition (KnownQualityForRecognition | str | Unset): Whether the picture is good enough for
            recognition - low, medium or high; needs recognition_03 or recognition_04.
    """

    age: float | Unset = UNSET
    smile: float | Unset = UNSET
    facial_hair: FacialHair | Unset = UNSET
    glasses: KnownGlassesType | str | Unset = UNSET
    head_pose: HeadPose | Unset = UNSET
    hair: HairProperties | Unset = UNSET
    occlusion: OcclusionProperties | Unset = UNSET
    accessories: list[AccessoryItem] | Unset = UNSET
    blur: BlurProperties | Unset = UNSET
    exposure: ExposureProperties | Unset = UNSET
    noise: NoiseProperties | Unset = UNSET
    mask: MaskProperties | Unset = UNSET
    quality_for_recognition: KnownQualityForRecognition | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        age = self.age

        smile = self.smile

        facial_hair: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facial_hair, Unset):
            facial_hair = self.facial_hair.to_dict()

        glasses: str | Unset
        if isinstance(self.glasses, Unset):
            glasses = UNSET
        elif isinstance(self.glasses, KnownGlassesType):
            glasses = self.glasses.value
        else:
            glasses = self.glasses

        head_pose: dict[str, Any] | Unset = UNSET
        if not isinstance(self.head_pose, Unset):
            head_pose = self.head_pose.to_dict()

        hair: dict[str, Any] | Unset = UNSET
        if not isinstance(self.hair, Unset):
            hair = self.hair.to_dict()

        occlusion: dict[str, Any] | Unset = UNSET
        if not isinstance(self.occlusion, Unset):
            occlusion = self.occlusion.to_dict()

        accessories: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.accessories, Unset):
            accessories = []
            for accessories_item_data in self.accessories:
                accessories_item = accessories_item_data.to_dict()
                accessories.append(accessories_item)

        blur: dict[str, Any] | Unset = UNSET
        if not isinstance(self.blur, Unset):
            blur = self.blur.to_dict()

        exposure: dict[str, Any] | Unset = UNSET
        if not isinstance(self.exposure, Unset):
            exposure = self.exposure.to_dict()

        noise: dict[str, Any] | Unset = UNSET
        if not isinstance(self.noise, Unset):
            noise = self.noise.to_dict()

        mask: dict[str, Any] | Unset = UNSET
        if not isinstance(self.mask, Unset):
            mask = self.mask.to_dict()

        quality_for_recognition: str | Unset
        if isinstance(self.quality_for_recognition, Unset):
            quality_for_recognition = UNSET
        elif isinstance(self.quality_for_recognition, KnownQualityForRecognition):
            quality_for_recognition = self.quality_for_recognition.value
        else:
            quality_for_recognition = self.quality_for_recognition

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if age is not UNSET:
            field_dict["age"] = age
        if smile is not UNSET:
            field_dict["smile"] = smile
        if facial_hair is not UNSET:
            field_dict["facialHair"] = facial_hair
        if glasses is not UNSET:
            field_dict["glasses"] = glasses
        if head_pose is not UNSET:
            field_dict["headPose"] = head_pose
        if hair is not UNSET:
            field_dict["hair"] = hair
        if occlusion is not UNSET:
            field_dict["occlusion"] = occlusion
        if accessories is not UNSET:
            field_dict["accessories"] = accessories
        if blur is not UNSET:
            field_dict["blur"] = blur
        if exposure is not UNSET:
            field_dict["exposure"] = exposure
        if noise is not UNSET:
            field_dict["noise"] = noise
        if mask is not UNSET:
            field_dict["mask"] = mask
        if quality_for_recognition is not UNSET:
            field_dict["qualityForRecognition"] = quality_for_recognition

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.accessory_item import AccessoryItem  # noqa: PLC0415
        from ..models.blur_properties import BlurProperties  # noqa: PLC0415
        from ..models.exposure_properties import ExposureProperties  # noqa: PLC0415
        from ..models.facial_hair import FacialHair  # noqa: PLC0415
        from ..models.hair_properties import HairProperties  # noqa: PLC0415
        from ..models.head_pose import HeadPose  # noqa: PLC0415
        from ..models.mask_properties import MaskProperties  # noqa: PLC0415
        from ..models.noise_properties import NoiseProperties  # noqa: PLC0415
        from ..models.occlusion_properties import OcclusionProperties  # noqa: PLC0415

        d = dict(src_dict)
        age = d.pop("age", UNSET)

        smile = d.pop("smile", UNSET)

        _facial_hair = d.pop("facialHair", UNSET)
        facial_hair: FacialHair | Unset
        if isinstance(_facial_hair, Unset):
            facial_hair = UNSET
        else:
            facial_hair = FacialHair.from_dict(_facial_hair)

        def _parse_glasses(data: object) -> KnownGlassesType | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                glasses_type_0 = KnownGlassesType(data)

                return glasses_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownGlassesType | str | Unset, data)

        glasses = _parse_glasses(d.pop("glasses", UNSET))

        _head_pose = d.pop("headPose", UNSET)
        head_pose: HeadPose | Unset
        if isinstance(_head_pose, Unset):
            head_pose = UNSET
        else:
            head_pose = HeadPose.from_dict(_head_pose)

        _hair = d.pop("hair", UNSET)
        hair: HairProperties | Unset
        if isinstance(_hair, Unset):
            hair = UNSET
        else:
            hair = HairProperties.from_dict(_hair)

        _occlusion = d.pop("occlusion", UNSET)
        occlusion: OcclusionProperties | Unset
        if isinstance(_occlusion, Unset):
            occlusion = UNSET
        else:
            occlusion = OcclusionProperties.from_dict(_occlusion)

        _accessories = d.pop("accessories", UNSET)
        accessories: list[AccessoryItem] | Unset = UNSET
        if _accessories is not UNSET:
            accessories = []
            for accessories_item_data in _accessories:
                accessories_item = AccessoryItem.from_dict(accessories_item_data)

                accessories.append(accessories_item)

        _blur = d.pop("blur", UNSET)
        blur: BlurProperties | Unset
        if isinstance(_blur, Unset):
            blur = UNSET
        else:
            blur = BlurProperties.from_dict(_blur)

        _exposure = d.pop("exposure", UNSET)
        exposure: ExposureProperties | Unset
        if isinstance(_exposure, Unset):
            exposure = UNSET
        else:
            exposure = ExposureProperties.from_dict(_exposure)

        _noise = d.pop("noise", UNSET)
        noise: NoiseProperties | Unset
        if isinstance(_noise, Unset):
            noise = UNSET
        else:
            noise = NoiseProperties.from_dict(_noise)

        _mask = d.pop("mask", UNSET)
        mask: MaskProperties | Unset
        if isinstance(_mask, Unset):
            mask = UNSET
        else:
            mask = MaskProperties.from_dict(_mask)

        def _parse_quality_for_recognition(
            data: object,
        ) -> KnownQualityForRecognition | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                quality_for_recognition_type_0 = KnownQualityForRecognition(data)

                return quality_for_recognition_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownQualityForRecognition | str | Unset, data)

        quality_for_recognition = _parse_quality_for_recognition(
            d.pop("qualityForRecognition", UNSET)
        )

        face_attributes = cls(
            age=age,
            smile=smile,
            facial_hair=facial_hair,
            glasses=glasses,
            head_pose=head_pose,
            hair=hair,
            occlusion=occlusion,
            accessories=accessories,
            blur=blur,
            exposure=exposure,
            noise=noise,
            mask=mask,
            quality_for_recognition=quality_for_recognition,
        )

        face_attributes.additional_properties = d
        return face_attributes

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
